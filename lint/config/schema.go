package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/promwright/promwright/lint"
)

// SchemaURL is where editors find the schema of the configuration.
const SchemaURL = "https://raw.githubusercontent.com/promwright/promwright/main/docs/rulelint.schema.json"

// schema is a JSON schema, or a part of one.
type schema = map[string]any

// Schema returns the JSON schema of the configuration of these checks, for editors: what [Parse] accepts, as far as a schema
// can say it.
func Schema(checks []*lint.Check) []byte {
	properties := schema{}
	for _, check := range checks {
		properties[check.Name] = checkSchema(check)
	}
	root := object("", schema{
		"profile":       profileSchema(),
		"checks":        schema{"$ref": "#/definitions/checks"},
		targetKey:       schema{"$ref": "#/definitions/target"},
		metricsKey:      listOf("Snapshots of metrics, relative to this file. Without it "+Snapshot+" is read, if it is there.", schema{"type": "string"}),
		alertmanagerKey: described("The configuration of the Alertmanager that alerts are sent to, relative to this file: its inhibition rules are read.", schema{"type": "string"}),
		"overrides":     listOf("What holds for some files. Later ones win.", overrideSchema()),
	})
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["$id"] = SchemaURL
	root["title"] = Name + ", the configuration of rulelint"
	root["definitions"] = schema{
		"checks":   object("Levels and options of the checks.", properties),
		"target":   targetSchema(),
		"level":    described("How loud a check is.", schema{"enum": levels()}),
		"duration": schema{"anyOf": []schema{{"type": "string", "pattern": `^([0-9]+(ms|[smhdwy]))+$|^0$`}, {"const": 0}}},
		"text":     schema{"type": []string{"string", "number", "boolean"}},
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(root); err != nil {
		panic(fmt.Sprintf("config: an option has a default that JSON cannot hold: %v", err))
	}
	return b.Bytes()
}

// object is a mapping of these keys and no others, or nothing.
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

func profileSchema() schema {
	var all []schema
	for _, profile := range Profiles {
		all = append(all, described(profile.Summary, schema{"const": profile.Name}))
	}
	return described("The levels and the target to begin with.", schema{"oneOf": all, "default": Profiles[0].Name})
}

func overrideSchema() schema {
	s := object("", schema{
		"paths":   described("Globs, relative to the folder of this file; ** stands for any folders.", schema{"type": "array", "minItems": 1, "items": schema{"type": "string"}}),
		"checks":  schema{"$ref": "#/definitions/checks"},
		targetKey: schema{"$ref": "#/definitions/target"},
	})
	s["type"], s["required"] = "object", []string{"paths"}
	return s
}

// checkSchema is the level and the options of a check.
func checkSchema(check *lint.Check) schema {
	properties := schema{levelKey: schema{"allOf": []schema{{"$ref": "#/definitions/level"}}, "default": check.Severity}}
	for name, value := range Options(check) {
		option := described(optionSummary(check, name), typeSchema(reflect.TypeOf(value)))
		option["default"] = Written(value)
		properties[name] = option
	}
	return object(check.Summary()+"\n\n"+check.URL(), properties)
}

// optionSummary returns what the page of a check says of an option in the last column of its table.
func optionSummary(check *lint.Check, name string) string {
	row := regexp.MustCompile("(?m)^\\| *`" + regexp.QuoteMeta(name) + "` *\\|.*$").FindString(check.Doc)
	cells := strings.Split(strings.Trim(row, "| "), "|")
	return strings.TrimSpace(cells[len(cells)-1])
}

// targetSummaries say what the settings of a target are.
var targetSummaries = map[string]string{
	"scrapeInterval":     "How often the targets are scraped whose metrics the rules read.",
	"evaluationInterval": "How often groups that set no interval are evaluated.",
	"lookback":           "How long a sample is seen after it was written.",
	"retention":          "How long samples are kept. Without it: not known.",
	"externalLabels":     "The labels that Prometheus adds to the alerts it sends. Without it: not known.",
	"version":            "The version of Prometheus, such as 2.53.0. Without it: the newest.",
	prometheusKey:        "A configuration of Prometheus, relative to this file, that the global intervals, the external labels and the retention are read from. What is written here wins.",
}

// targetSchema is the settings of a target.
func targetSchema() schema {
	properties := schema{prometheusKey: described(targetSummaries[prometheusKey], schema{"type": "string"})}
	defaults := lint.DefaultTarget
	for name, field := range fieldsOf(&defaults) {
		property := described(targetSummaries[name], typeSchema(field.Type()))
		if !field.IsZero() {
			property["default"] = Written(field.Interface())
		}
		properties[name] = property
	}
	return object("The Prometheus that the rules are for.", properties)
}

// typeSchema is what the values of a type are written as.
func typeSchema(t reflect.Type) schema {
	switch {
	case t == durationType:
		return schema{"allOf": []schema{{"$ref": "#/definitions/duration"}}} // beside a bare $ref, editors pass over descriptions
	case t == regexpType:
		return schema{"type": "string", "format": "regex"}
	case t.Kind() == reflect.Slice:
		return schema{"type": "array", "items": typeSchema(t.Elem())}
	case t.Kind() == reflect.Map:
		return schema{"type": "object", "additionalProperties": typeSchema(t.Elem())}
	case t.Kind() == reflect.Bool:
		return schema{"type": "boolean"}
	case t.Kind() == reflect.String:
		return schema{"allOf": []schema{{"$ref": "#/definitions/text"}}}
	case t.Kind() == reflect.Float32, t.Kind() == reflect.Float64:
		return schema{"type": "number"}
	default:
		return schema{"type": "integer"}
	}
}
