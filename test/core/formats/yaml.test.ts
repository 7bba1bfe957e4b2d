import { yaml } from "../../../core/formats/yaml/yaml.ts";
import { formatContract } from "../../contract/format.ts";
import { brokenYaml, generatedYaml, parseYaml, yamlDocuments } from "./yaml-samples.ts";

formatContract(yaml, {
  documents: yamlDocuments,
  generated: generatedYaml,
  parse: parseYaml,
  broken: brokenYaml,
});
