package promtool

import (
	"bytes"
	"encoding/json"
	"fmt"
)

//go:generate go test -run ^TestSchemaFile$ -update .

// SchemaURL is where editors find the schema of test files.
const SchemaURL = "https://raw.githubusercontent.com/promwright/promwright/main/docs/rulelint-test.schema.json"

// schema is a JSON schema, or a part of one.
type schema = map[string]any

// Schema returns the JSON schema of test files, for editors: promtool's fields and ours, as far as a schema can say what they may
// hold.
func Schema() []byte {
	root := object("", schema{
		"rule_files":          listOf("Files of the rules, relative to this one; patterns may use **.", ref("text")),
		"evaluation_interval": described("The time between evaluations, of all groups of rules. Without it: 1m.", ref("duration")),
		"group_eval_order":    listOf("Groups of rules that are evaluated first, in this order.", ref("text")),
		"fuzzy_compare":       described("Values of exp_samples may be off by one unit in the last place.", schema{"type": []string{"boolean", "null"}}),
		"tests":               listOf("The tests.", ref("test")),
	})
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["$id"] = SchemaURL
	root["title"] = "Unit tests of Prometheus rules, as rulelint test reads them"
	root["definitions"] = schema{
		"test":     testSchema(),
		"part":     objectOf(partParams),
		"text":     schema{"type": []string{"string", "number", "boolean", "null"}},
		"number":   schema{"type": "number"},
		"duration": schema{"anyOf": []schema{{"type": "string", "pattern": `^([0-9]+(ms|[smhdwy]))+$|^0?$`}, {"const": 0}, {"type": "null"}}},
		"labels":   schema{"type": []string{"object", "null"}, "additionalProperties": ref("text")},
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(root); err != nil {
		panic(fmt.Sprintf("promtool: the schema holds what JSON cannot: %v", err))
	}
	return b.Bytes()
}

// testSchema is a test.
func testSchema() schema {
	properties := schema{
		"name":             described("What the test is called in results, and for --run.", ref("text")),
		"interval":         described("The time between samples. Without it: evaluation_interval.", ref("duration")),
		"input_series":     listOf("The series that the rules read.", objectOf(seriesParams)),
		"alert_rule_test":  listOf("Alerts that fire at an instant, and no others, as promtool compares them.", alertTestSchema()),
		"promql_expr_test": listOf("Samples that expressions yield, and no others.", exprTestSchema()),
		"external_labels":  described("For templates: $externalLabels.", ref("labels")),
		"external_url":     described("For templates: $externalURL.", ref("text")),
		"start_timestamp":  described("When the test starts: seconds since 1970, or RFC 3339. Without it: 1970.", ref("text")),
		"end":              described("How long the test lasts. Without it: until the latest time that an expectation or a series mentions.", ref("duration")),
		"nothing_else": described("No alert is pending or firing where no expectation has it: true is all alerts, a list is these.",
			schema{"anyOf": []schema{{"type": "boolean"}, {"type": "array", "items": ref("text"), "minItems": 1}}}),
	}
	for _, e := range expectations {
		properties[e.name] = listOf(e.doc, objectOf(e.params))
	}
	return object("", properties)
}

func alertTestSchema() schema {
	s := object("", schema{
		"eval_time": described("Since the start of the test, a multiple of evaluation_interval.", ref("duration")),
		"alertname": described("The alert.", ref("text")),
		"groupname": described("The group of its rules. Without it: any.", ref("text")),
		"exp_alerts": listOf("The instances that fire, all of them.", object("", schema{
			"exp_labels":      described("All its labels but alertname.", ref("labels")),
			"exp_annotations": described("All its annotations.", ref("labels")),
		})),
	})
	s["required"] = []string{"alertname"}
	return s
}

func exprTestSchema() schema {
	return object("", schema{
		"expr":      described("The expression.", ref("text")),
		"eval_time": described("Since the start of the test.", ref("duration")),
		"exp_samples": listOf("What it yields, all of it.", object("", schema{
			"labels":    described("The series, as PromQL writes it.", ref("text")),
			"value":     described("The value of a float.", schema{"type": []string{"number", "null"}}),
			"histogram": described("The value of a native histogram, in promtool's notation.", ref("text")),
		})),
		"until":        described("Extends it to every evaluation after eval_time and before this time.", ref("duration")),
		"within":       described("How far values may be off, absolute.", ref("number")),
		"within_ratio": described("How far values may be off as a ratio of the wanted ones: 0.01 is 1%.", ref("number")),
	})
}

// objectOf is a mapping of these fields and no others.
func objectOf(params []param) schema {
	properties, required := schema{}, []string{}
	for _, p := range params {
		property := described(p.doc, schema{})
		for key, value := range p.kind.schema {
			property[key] = value
		}
		properties[p.name] = property
		if p.required {
			required = append(required, p.name)
		}
	}
	s := schema{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// object is a mapping of these fields and no others, or nothing.
func object(description string, properties schema) schema {
	return described(description, schema{"type": []string{"object", "null"}, "additionalProperties": false, "properties": properties})
}

// listOf is a list, or nothing.
func listOf(description string, items schema) schema {
	return described(description, schema{"type": []string{"array", "null"}, "items": items})
}

// described adds a description to a schema and returns it.
func described(description string, s schema) schema {
	if description != "" {
		s["description"] = description
	}
	return s
}

// ref names a definition. Beside a bare $ref, editors pass over descriptions.
func ref(name string) schema { return schema{"allOf": []schema{{"$ref": "#/definitions/" + name}}} }
