import type { BuildOptions } from 'esbuild';

export declare const common: BuildOptions;
export declare function actionBundle(): Promise<string>;
