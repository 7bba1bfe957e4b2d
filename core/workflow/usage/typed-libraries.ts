/** Libraries whose types can be told which keys there are; here, so that faces can name them. */
export { TYPED_LIBRARIES, type TypedLibrary } from "../../usage/declarations/libraries.ts";
