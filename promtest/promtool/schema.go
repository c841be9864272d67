package promtool

// schema is a JSON schema, or a part of one.
type schema = map[string]any

// ref names a definition. Beside a bare $ref, editors pass over descriptions.
func ref(name string) schema { return schema{"allOf": []schema{{"$ref": "#/definitions/" + name}}} }

// objectOf is a mapping of these fields and no others.
func objectOf(params []param) schema {
	properties, required := schema{}, []string{}
	for _, p := range params {
		property := schema{"description": p.doc}
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
