/** Here, so that faces can name them. */
export { configPlaces } from "../../project/config-places.ts";
