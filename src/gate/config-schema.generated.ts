// @ts-nocheck
// Made from schema/config.schema.json by `npm run generate`.
import func2Module from 'ajv/dist/runtime/ucs2length.js';
import func0Module from 'ajv/dist/runtime/equal.js';
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://sealgate.dev/schema/config.schema.json","title":"Configuration of sealgate: .sealgate.yaml, and policies it extends","type":"object","additionalProperties":false,"required":["version"],"properties":{"version":{"description":"Version of this format.","const":1},"extends":{"description":"Policies this one builds on, weakest first: paths (starting with ./ or ../), or npm packages.","$ref":"#/$defs/words"},"threshold":{"description":"Findings of this severity or a graver one fail the run. Default: error.","$ref":"#/$defs/severity"},"exclude":{"description":"Paths whose findings are dropped. What is excluded is counted in every report.","$ref":"#/$defs/globs"},"rules":{"description":"Severity of a rule, or off. Keys are rule ids or patterns of them (core/*); an id counts before a pattern, a later pattern before an earlier one.","type":"object","propertyNames":{"pattern":"^[a-z0-9*-]+(/[a-z0-9*-]+)?$"},"additionalProperties":{"$ref":"#/$defs/setting"}},"scopes":{"description":"Scopes a SealedSecret may have. Of the entries that name a path the last one counts; a scope it does not allow is an error.","type":"array","items":{"type":"object","additionalProperties":false,"required":["allow"],"properties":{"paths":{"$ref":"#/$defs/globs"},"allow":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["strict","namespace-wide","cluster-wide"]}}}}},"recipients":{"description":"Who may be able to open what is encrypted: SOPS recipients (age1..., PGP fingerprint, KMS key, * for any part) and certificates to seal with (SHA256:... of their public key, of its SPKI or as OpenSSH writes it). A list without a certificate says nothing of certificates.","$ref":"#/$defs/allowances"},"systems":{"description":"Secret systems that may be used, by id: sealed-secrets, sops, external-secrets, ...","$ref":"#/$defs/allowances"},"mandatory":{"description":"Rules, or patterns of them, that whoever extends this policy can neither switch off, lower nor exclude.","type":"array","items":{"type":"string","pattern":"^[a-z0-9*-]+(/[a-z0-9*-]+)?$"}},"rulesFolders":{"description":"Folders with rules of your own, relative to this file.","$ref":"#/$defs/words"},"limits":{"description":"Bounds of reading. What hits one makes the run incomplete.","type":"object","additionalProperties":false,"properties":{"blobBytes":{"description":"Size of a file. Default: 16777216.","type":"integer","minimum":1024}}},"waivers":{"type":"object","additionalProperties":false,"properties":{"inline":{"description":"Which inline waivers count: those the base has (base, the default), also those a change brings (head), those it brings into a file for which CODEOWNERS of the base names an owner (head-if-codeowned), or none (never).","enum":["base","head","head-if-codeowned","never"]},"maxDays":{"description":"How many days ahead a waiver may expire. Default: 180.","type":"integer","minimum":1,"maximum":3650},"requireApprover":{"description":"Waivers need an approver who is not their owner. Default: false.","type":"boolean"}}},"hook":{"type":"object","additionalProperties":false,"properties":{"missingNode":{"description":"What a local hook does without Node. Default: pass, with a warning.","enum":["pass","block"]},"crash":{"description":"What a hook does when sealgate itself fails. Default: block.","enum":["pass","block"]},"serverSeconds":{"description":"Time a pre-receive hook may take. Default: 4.","type":"number","exclusiveMinimum":0},"outOfTime":{"description":"What a pre-receive hook does when that time is up. Default: block.","enum":["pass","block"]}}}},"$defs":{"severity":{"enum":["error","warning","info"]},"severityOrOff":{"enum":["off","error","warning","info"]},"words":{"type":"array","items":{"type":"string","minLength":1}},"globs":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"setting":{"type":["string","object","array"],"if":{"type":"string"},"then":{"$ref":"#/$defs/severityOrOff"},"else":{"if":{"type":"object"},"then":{"$ref":"#/$defs/entry"},"else":{"minItems":1,"items":{"$ref":"#/$defs/entry"}}}},"entry":{"description":"Without paths: everywhere. Of several entries the last one that names a path counts.","type":"object","additionalProperties":false,"required":["severity"],"properties":{"severity":{"$ref":"#/$defs/severityOrOff"},"paths":{"$ref":"#/$defs/globs"}}},"allowances":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["allow"],"properties":{"paths":{"$ref":"#/$defs/globs"},"allow":{"type":"array","items":{"type":"string","minLength":1}}}}}}};
const schema32 = {"type":"array","items":{"type":"string","minLength":1}};
const schema33 = {"enum":["error","warning","info"]};
const schema34 = {"type":"array","minItems":1,"items":{"type":"string","minLength":1}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = func2Module.default ?? func2Module;
const func0 = func0Module.default ?? func0Module;
const pattern4 = new RegExp("^[a-z0-9*-]+(/[a-z0-9*-]+)?$", "u");
const schema35 = {"type":["string","object","array"],"if":{"type":"string"},"then":{"$ref":"#/$defs/severityOrOff"},"else":{"if":{"type":"object"},"then":{"$ref":"#/$defs/entry"},"else":{"minItems":1,"items":{"$ref":"#/$defs/entry"}}}};
const schema36 = {"enum":["off","error","warning","info"]};
const schema37 = {"description":"Without paths: everywhere. Of several entries the last one that names a path counts.","type":"object","additionalProperties":false,"required":["severity"],"properties":{"severity":{"$ref":"#/$defs/severityOrOff"},"paths":{"$ref":"#/$defs/globs"}}};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.severity === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "severity"},message:"must have required property '"+"severity"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "severity") || (key0 === "paths"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.severity !== undefined){
let data0 = data.severity;
if(!((((data0 === "off") || (data0 === "error")) || (data0 === "warning")) || (data0 === "info"))){
const err2 = {instancePath:instancePath+"/severity",schemaPath:"#/$defs/severityOrOff/enum",keyword:"enum",params:{allowedValues: schema36.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.paths !== undefined){
let data1 = data.paths;
if(Array.isArray(data1)){
if(data1.length < 1){
const err3 = {instancePath:instancePath+"/paths",schemaPath:"#/$defs/globs/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err4 = {instancePath:instancePath+"/paths/" + i0,schemaPath:"#/$defs/globs/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/paths/" + i0,schemaPath:"#/$defs/globs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/paths",schemaPath:"#/$defs/globs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!data || typeof data != "object") && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema35.type},message:"must be string,object,array"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(!((((data === "off") || (data === "error")) || (data === "warning")) || (data === "info"))){
const err2 = {instancePath,schemaPath:"#/$defs/severityOrOff/enum",keyword:"enum",params:{allowedValues: schema36.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs6 = errors;
const _errs7 = errors;
let valid2 = true;
const _errs8 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid1 = _errs8 === errors;
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs10 = errors;
if(!(validate22(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var _valid1 = _errs10 === errors;
valid2 = _valid1;
if(valid2){
var props0 = true;
}
ifClause1 = "then";
}
else {
const _errs11 = errors;
if(Array.isArray(data)){
if(data.length < 1){
const err4 = {instancePath,schemaPath:"#/else/else/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate22(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
var _valid1 = _errs11 === errors;
valid2 = _valid1;
if(valid2){
var items0 = true;
}
ifClause1 = "else";
}
if(!valid2){
const err5 = {instancePath,schemaPath:"#/else/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid0 = _errs6 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate21.errors = vErrors;
evaluated0.props = props0;
evaluated0.items = items0;
return errors === 0;
}
validate21.evaluated = {"dynamicProps":true,"dynamicItems":true};

const schema41 = {"type":"array","items":{"type":"object","additionalProperties":false,"required":["allow"],"properties":{"paths":{"$ref":"#/$defs/globs"},"allow":{"type":"array","items":{"type":"string","minLength":1}}}}};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.allow === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "allow"},message:"must have required property '"+"allow"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data0){
if(!((key0 === "paths") || (key0 === "allow"))){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.paths !== undefined){
let data1 = data0.paths;
if(Array.isArray(data1)){
if(data1.length < 1){
const err2 = {instancePath:instancePath+"/" + i0+"/paths",schemaPath:"#/$defs/globs/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len1 = data1.length;
for(let i1=0; i1<len1; i1++){
let data2 = data1[i1];
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err3 = {instancePath:instancePath+"/" + i0+"/paths/" + i1,schemaPath:"#/$defs/globs/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/" + i0+"/paths/" + i1,schemaPath:"#/$defs/globs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/" + i0+"/paths",schemaPath:"#/$defs/globs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.allow !== undefined){
let data3 = data0.allow;
if(Array.isArray(data3)){
const len2 = data3.length;
for(let i2=0; i2<len2; i2++){
let data4 = data3[i2];
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err6 = {instancePath:instancePath+"/" + i0+"/allow/" + i2,schemaPath:"#/items/properties/allow/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/" + i0+"/allow/" + i2,schemaPath:"#/items/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/" + i0+"/allow",schemaPath:"#/items/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://sealgate.dev/schema/config.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.extends !== undefined){
let data1 = data.extends;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err3 = {instancePath:instancePath+"/extends/" + i0,schemaPath:"#/$defs/words/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/extends/" + i0,schemaPath:"#/$defs/words/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/extends",schemaPath:"#/$defs/words/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.threshold !== undefined){
let data3 = data.threshold;
if(!(((data3 === "error") || (data3 === "warning")) || (data3 === "info"))){
const err6 = {instancePath:instancePath+"/threshold",schemaPath:"#/$defs/severity/enum",keyword:"enum",params:{allowedValues: schema33.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.exclude !== undefined){
let data4 = data.exclude;
if(Array.isArray(data4)){
if(data4.length < 1){
const err7 = {instancePath:instancePath+"/exclude",schemaPath:"#/$defs/globs/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err8 = {instancePath:instancePath+"/exclude/" + i1,schemaPath:"#/$defs/globs/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/exclude/" + i1,schemaPath:"#/$defs/globs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/exclude",schemaPath:"#/$defs/globs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.rules !== undefined){
let data6 = data.rules;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
const _errs17 = errors;
if(typeof key1 === "string"){
if(!pattern4.test(key1)){
const err11 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9*-]+(/[a-z0-9*-]+)?$"},message:"must match pattern \""+"^[a-z0-9*-]+(/[a-z0-9*-]+)?$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var valid8 = _errs17 === errors;
if(!valid8){
const err12 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
for(const key2 in data6){
if(!(validate21(data6[key2], {instancePath:instancePath+"/rules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data6,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.scopes !== undefined){
let data8 = data.scopes;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.allow === undefined){
const err14 = {instancePath:instancePath+"/scopes/" + i2,schemaPath:"#/properties/scopes/items/required",keyword:"required",params:{missingProperty: "allow"},message:"must have required property '"+"allow"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key3 in data9){
if(!((key3 === "paths") || (key3 === "allow"))){
const err15 = {instancePath:instancePath+"/scopes/" + i2,schemaPath:"#/properties/scopes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data9.paths !== undefined){
let data10 = data9.paths;
if(Array.isArray(data10)){
if(data10.length < 1){
const err16 = {instancePath:instancePath+"/scopes/" + i2+"/paths",schemaPath:"#/$defs/globs/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len3 = data10.length;
for(let i3=0; i3<len3; i3++){
let data11 = data10[i3];
if(typeof data11 === "string"){
if(func2(data11) < 1){
const err17 = {instancePath:instancePath+"/scopes/" + i2+"/paths/" + i3,schemaPath:"#/$defs/globs/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/scopes/" + i2+"/paths/" + i3,schemaPath:"#/$defs/globs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/scopes/" + i2+"/paths",schemaPath:"#/$defs/globs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9.allow !== undefined){
let data12 = data9.allow;
if(Array.isArray(data12)){
if(data12.length < 1){
const err20 = {instancePath:instancePath+"/scopes/" + i2+"/allow",schemaPath:"#/properties/scopes/items/properties/allow/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len4 = data12.length;
for(let i4=0; i4<len4; i4++){
let data13 = data12[i4];
if(!(((data13 === "strict") || (data13 === "namespace-wide")) || (data13 === "cluster-wide"))){
const err21 = {instancePath:instancePath+"/scopes/" + i2+"/allow/" + i4,schemaPath:"#/properties/scopes/items/properties/allow/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.scopes.items.properties.allow.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
let i5 = data12.length;
let j0;
if(i5 > 1){
outer0:
for(;i5--;){
for(j0 = i5; j0--;){
if(func0(data12[i5], data12[j0])){
const err22 = {instancePath:instancePath+"/scopes/" + i2+"/allow",schemaPath:"#/properties/scopes/items/properties/allow/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i5+" are identical)"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err23 = {instancePath:instancePath+"/scopes/" + i2+"/allow",schemaPath:"#/properties/scopes/items/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/scopes/" + i2,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.recipients !== undefined){
if(!(validate26(data.recipients, {instancePath:instancePath+"/recipients",parentData:data,parentDataProperty:"recipients",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.systems !== undefined){
if(!(validate26(data.systems, {instancePath:instancePath+"/systems",parentData:data,parentDataProperty:"systems",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.mandatory !== undefined){
let data16 = data.mandatory;
if(Array.isArray(data16)){
const len5 = data16.length;
for(let i6=0; i6<len5; i6++){
let data17 = data16[i6];
if(typeof data17 === "string"){
if(!pattern4.test(data17)){
const err26 = {instancePath:instancePath+"/mandatory/" + i6,schemaPath:"#/properties/mandatory/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9*-]+(/[a-z0-9*-]+)?$"},message:"must match pattern \""+"^[a-z0-9*-]+(/[a-z0-9*-]+)?$"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/mandatory/" + i6,schemaPath:"#/properties/mandatory/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/mandatory",schemaPath:"#/properties/mandatory/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.rulesFolders !== undefined){
let data18 = data.rulesFolders;
if(Array.isArray(data18)){
const len6 = data18.length;
for(let i7=0; i7<len6; i7++){
let data19 = data18[i7];
if(typeof data19 === "string"){
if(func2(data19) < 1){
const err29 = {instancePath:instancePath+"/rulesFolders/" + i7,schemaPath:"#/$defs/words/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/rulesFolders/" + i7,schemaPath:"#/$defs/words/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/rulesFolders",schemaPath:"#/$defs/words/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.limits !== undefined){
let data20 = data.limits;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key4 in data20){
if(!(key4 === "blobBytes")){
const err32 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data20.blobBytes !== undefined){
let data21 = data20.blobBytes;
if(!((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21)))){
const err33 = {instancePath:instancePath+"/limits/blobBytes",schemaPath:"#/properties/limits/properties/blobBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(typeof data21 == "number"){
if(data21 < 1024 || isNaN(data21)){
const err34 = {instancePath:instancePath+"/limits/blobBytes",schemaPath:"#/properties/limits/properties/blobBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1024},message:"must be >= 1024"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
}
else {
const err35 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.waivers !== undefined){
let data22 = data.waivers;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
for(const key5 in data22){
if(!(((key5 === "inline") || (key5 === "maxDays")) || (key5 === "requireApprover"))){
const err36 = {instancePath:instancePath+"/waivers",schemaPath:"#/properties/waivers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data22.inline !== undefined){
let data23 = data22.inline;
if(!((((data23 === "base") || (data23 === "head")) || (data23 === "head-if-codeowned")) || (data23 === "never"))){
const err37 = {instancePath:instancePath+"/waivers/inline",schemaPath:"#/properties/waivers/properties/inline/enum",keyword:"enum",params:{allowedValues: schema31.properties.waivers.properties.inline.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data22.maxDays !== undefined){
let data24 = data22.maxDays;
if(!((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24)))){
const err38 = {instancePath:instancePath+"/waivers/maxDays",schemaPath:"#/properties/waivers/properties/maxDays/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(typeof data24 == "number"){
if(data24 > 3650 || isNaN(data24)){
const err39 = {instancePath:instancePath+"/waivers/maxDays",schemaPath:"#/properties/waivers/properties/maxDays/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3650},message:"must be <= 3650"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data24 < 1 || isNaN(data24)){
const err40 = {instancePath:instancePath+"/waivers/maxDays",schemaPath:"#/properties/waivers/properties/maxDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data22.requireApprover !== undefined){
if(typeof data22.requireApprover !== "boolean"){
const err41 = {instancePath:instancePath+"/waivers/requireApprover",schemaPath:"#/properties/waivers/properties/requireApprover/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/waivers",schemaPath:"#/properties/waivers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.hook !== undefined){
let data26 = data.hook;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key6 in data26){
if(!((((key6 === "missingNode") || (key6 === "crash")) || (key6 === "serverSeconds")) || (key6 === "outOfTime"))){
const err43 = {instancePath:instancePath+"/hook",schemaPath:"#/properties/hook/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data26.missingNode !== undefined){
let data27 = data26.missingNode;
if(!((data27 === "pass") || (data27 === "block"))){
const err44 = {instancePath:instancePath+"/hook/missingNode",schemaPath:"#/properties/hook/properties/missingNode/enum",keyword:"enum",params:{allowedValues: schema31.properties.hook.properties.missingNode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data26.crash !== undefined){
let data28 = data26.crash;
if(!((data28 === "pass") || (data28 === "block"))){
const err45 = {instancePath:instancePath+"/hook/crash",schemaPath:"#/properties/hook/properties/crash/enum",keyword:"enum",params:{allowedValues: schema31.properties.hook.properties.crash.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data26.serverSeconds !== undefined){
let data29 = data26.serverSeconds;
if(typeof data29 == "number"){
if(data29 <= 0 || isNaN(data29)){
const err46 = {instancePath:instancePath+"/hook/serverSeconds",schemaPath:"#/properties/hook/properties/serverSeconds/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/hook/serverSeconds",schemaPath:"#/properties/hook/properties/serverSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data26.outOfTime !== undefined){
let data30 = data26.outOfTime;
if(!((data30 === "pass") || (data30 === "block"))){
const err48 = {instancePath:instancePath+"/hook/outOfTime",schemaPath:"#/properties/hook/properties/outOfTime/enum",keyword:"enum",params:{allowedValues: schema31.properties.hook.properties.outOfTime.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/hook",schemaPath:"#/properties/hook/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
