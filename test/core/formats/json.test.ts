import { json } from "../../../core/formats/json/json.ts";
import { formatContract } from "../../contract/format.ts";
import { jsonDocuments, brokenJson, generatedJson, parseLenient } from "./json-samples.ts";

formatContract(json, {
  documents: jsonDocuments,
  generated: generatedJson,
  parse: parseLenient,
  broken: brokenJson,
});
