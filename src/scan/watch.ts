/**
 * Called again and again within the work, between documents and values too, with the number of characters that the step
 * ahead walks over in one go. A Failure of code `out-of-time` that it throws ends the scan.
 */
export type Watch = (ahead: number) => void;
