// @ts-nocheck
// Made from schema/waivers.schema.json by `npm run generate`.
import func2Module from 'ajv/dist/runtime/ucs2length.js';
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://sealgate.dev/schema/waivers.schema.json","title":"Waivers of sealgate: .sealgate/waivers.yaml","type":"object","additionalProperties":false,"required":["version","waivers"],"properties":{"version":{"description":"Version of this format.","const":1},"waivers":{"type":"array","items":{"$ref":"#/$defs/waiver"}}},"$defs":{"waiver":{"description":"Accepts one rule at one place for a time. At least one of path, resource, key, fingerprint says which place; all that are given must fit.","type":"object","additionalProperties":false,"required":["rule","reason","owner","expires"],"anyOf":[{"required":["path"]},{"required":["resource"]},{"required":["key"]},{"required":["fingerprint"]}],"properties":{"rule":{"description":"Id of the rule.","type":"string","pattern":"^[a-z0-9-]+/[a-z0-9-]+$"},"path":{"description":"Pattern of paths.","type":"string","minLength":1},"resource":{"description":"Kind/namespace/name, or Kind/name where the manifest has no namespace; * stands for any part.","type":"string","pattern":"^[^/]+/[^/]+(/[^/]+)?$"},"key":{"description":"Key of the value, or its dotted path; * stands for any part.","type":"string","minLength":1},"fingerprint":{"description":"Fingerprint of one finding, as reports give it.","type":"string","pattern":"^[0-9a-f]{32}$"},"reason":{"type":"string","pattern":"\\S"},"owner":{"description":"Who answers for it.","type":"string","pattern":"\\S"},"approver":{"description":"Who agreed to it; somebody else than the owner.","type":"string","pattern":"\\S"},"expires":{"description":"Last day on which it counts: YYYY-MM-DD.","type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"}}}}};
const schema32 = {"description":"Accepts one rule at one place for a time. At least one of path, resource, key, fingerprint says which place; all that are given must fit.","type":"object","additionalProperties":false,"required":["rule","reason","owner","expires"],"anyOf":[{"required":["path"]},{"required":["resource"]},{"required":["key"]},{"required":["fingerprint"]}],"properties":{"rule":{"description":"Id of the rule.","type":"string","pattern":"^[a-z0-9-]+/[a-z0-9-]+$"},"path":{"description":"Pattern of paths.","type":"string","minLength":1},"resource":{"description":"Kind/namespace/name, or Kind/name where the manifest has no namespace; * stands for any part.","type":"string","pattern":"^[^/]+/[^/]+(/[^/]+)?$"},"key":{"description":"Key of the value, or its dotted path; * stands for any part.","type":"string","minLength":1},"fingerprint":{"description":"Fingerprint of one finding, as reports give it.","type":"string","pattern":"^[0-9a-f]{32}$"},"reason":{"type":"string","pattern":"\\S"},"owner":{"description":"Who answers for it.","type":"string","pattern":"\\S"},"approver":{"description":"Who agreed to it; somebody else than the owner.","type":"string","pattern":"\\S"},"expires":{"description":"Last day on which it counts: YYYY-MM-DD.","type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = func2Module.default ?? func2Module;
const pattern4 = new RegExp("^[a-z0-9-]+/[a-z0-9-]+$", "u");
const pattern5 = new RegExp("^[^/]+/[^/]+(/[^/]+)?$", "u");
const pattern6 = new RegExp("^[0-9a-f]{32}$", "u");
const pattern7 = new RegExp("\\S", "u");
const pattern10 = new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://sealgate.dev/schema/waivers.schema.json" */;
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
if(data.waivers === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "waivers"},message:"must have required property '"+"waivers"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "version") || (key0 === "waivers"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.waivers !== undefined){
let data1 = data.waivers;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
const _errs8 = errors;
let valid4 = false;
const _errs9 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.path === undefined){
const err4 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/anyOf/0/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs9 === errors;
valid4 = valid4 || _valid0;
const _errs10 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.resource === undefined){
const err5 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/anyOf/1/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs10 === errors;
valid4 = valid4 || _valid0;
const _errs11 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.key === undefined){
const err6 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/anyOf/2/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid0 = _errs11 === errors;
valid4 = valid4 || _valid0;
const _errs12 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.fingerprint === undefined){
const err7 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/anyOf/3/required",keyword:"required",params:{missingProperty: "fingerprint"},message:"must have required property '"+"fingerprint"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var _valid0 = _errs12 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const err8 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
else {
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.rule === undefined){
const err9 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/required",keyword:"required",params:{missingProperty: "rule"},message:"must have required property '"+"rule"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.reason === undefined){
const err10 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data2.owner === undefined){
const err11 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/required",keyword:"required",params:{missingProperty: "owner"},message:"must have required property '"+"owner"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data2.expires === undefined){
const err12 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/required",keyword:"required",params:{missingProperty: "expires"},message:"must have required property '"+"expires"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data2){
if(!(func1.call(schema32.properties, key1))){
const err13 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.rule !== undefined){
let data3 = data2.rule;
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err14 = {instancePath:instancePath+"/waivers/" + i0+"/rule",schemaPath:"#/$defs/waiver/properties/rule/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9-]+/[a-z0-9-]+$"},message:"must match pattern \""+"^[a-z0-9-]+/[a-z0-9-]+$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/waivers/" + i0+"/rule",schemaPath:"#/$defs/waiver/properties/rule/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data2.path !== undefined){
let data4 = data2.path;
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err16 = {instancePath:instancePath+"/waivers/" + i0+"/path",schemaPath:"#/$defs/waiver/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/waivers/" + i0+"/path",schemaPath:"#/$defs/waiver/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data2.resource !== undefined){
let data5 = data2.resource;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err18 = {instancePath:instancePath+"/waivers/" + i0+"/resource",schemaPath:"#/$defs/waiver/properties/resource/pattern",keyword:"pattern",params:{pattern: "^[^/]+/[^/]+(/[^/]+)?$"},message:"must match pattern \""+"^[^/]+/[^/]+(/[^/]+)?$"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/waivers/" + i0+"/resource",schemaPath:"#/$defs/waiver/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data2.key !== undefined){
let data6 = data2.key;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err20 = {instancePath:instancePath+"/waivers/" + i0+"/key",schemaPath:"#/$defs/waiver/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/waivers/" + i0+"/key",schemaPath:"#/$defs/waiver/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data2.fingerprint !== undefined){
let data7 = data2.fingerprint;
if(typeof data7 === "string"){
if(!pattern6.test(data7)){
const err22 = {instancePath:instancePath+"/waivers/" + i0+"/fingerprint",schemaPath:"#/$defs/waiver/properties/fingerprint/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/waivers/" + i0+"/fingerprint",schemaPath:"#/$defs/waiver/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data2.reason !== undefined){
let data8 = data2.reason;
if(typeof data8 === "string"){
if(!pattern7.test(data8)){
const err24 = {instancePath:instancePath+"/waivers/" + i0+"/reason",schemaPath:"#/$defs/waiver/properties/reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/waivers/" + i0+"/reason",schemaPath:"#/$defs/waiver/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data2.owner !== undefined){
let data9 = data2.owner;
if(typeof data9 === "string"){
if(!pattern7.test(data9)){
const err26 = {instancePath:instancePath+"/waivers/" + i0+"/owner",schemaPath:"#/$defs/waiver/properties/owner/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
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
const err27 = {instancePath:instancePath+"/waivers/" + i0+"/owner",schemaPath:"#/$defs/waiver/properties/owner/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data2.approver !== undefined){
let data10 = data2.approver;
if(typeof data10 === "string"){
if(!pattern7.test(data10)){
const err28 = {instancePath:instancePath+"/waivers/" + i0+"/approver",schemaPath:"#/$defs/waiver/properties/approver/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/waivers/" + i0+"/approver",schemaPath:"#/$defs/waiver/properties/approver/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data2.expires !== undefined){
let data11 = data2.expires;
if(typeof data11 === "string"){
if(!pattern10.test(data11)){
const err30 = {instancePath:instancePath+"/waivers/" + i0+"/expires",schemaPath:"#/$defs/waiver/properties/expires/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/waivers/" + i0+"/expires",schemaPath:"#/$defs/waiver/properties/expires/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/waivers/" + i0,schemaPath:"#/$defs/waiver/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/waivers",schemaPath:"#/properties/waivers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
