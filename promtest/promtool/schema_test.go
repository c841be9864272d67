package promtool_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest/promtool"
)

var update = flag.Bool("update", false, "write docs/rulelint-test.schema.json")

func TestSchemaFile(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "rulelint-test.schema.json")
	if *update {
		require.NoError(t, os.WriteFile(path, promtool.Schema(), 0o644))
	}
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	if !bytes.Equal(got, promtool.Schema()) {
		t.Error("docs/rulelint-test.schema.json is not what the reader of test files says: run go generate ./promtest/promtool")
	}
}

// document is a part of the schema.
type document struct {
	Ref         string `json:"$ref"`
	AllOf       []document
	AnyOf       []document
	Type        any
	Properties  map[string]document
	Items       *document
	Definitions map[string]document
}

const probe = "no_such_field"

// sample returns a value that has every field of the schema, and one that nobody knows in every mapping; and notes the fields of
// every mapping.
func (root document) sample(d document, depth int, note func(fields []string)) any {
	if len(d.AllOf) == 1 && d.AllOf[0].Ref != "" {
		return root.sample(root.Definitions[strings.TrimPrefix(d.AllOf[0].Ref, "#/definitions/")], depth, note)
	}
	switch {
	case d.Properties != nil && depth < 8:
		m := map[string]any{probe: 1}
		for name, p := range d.Properties {
			m[name] = root.sample(p, depth+1, note)
		}
		note(slices.Sorted(maps.Keys(d.Properties)))
		return m
	case d.Items != nil:
		return []any{root.sample(*d.Items, depth+1, note)}
	}
	return 1
}

var allowed = regexp.MustCompile(`unknown field "` + probe + `" in .* \(allowed: (.*)\)`)

// TestSchemaHasTheFieldsOfTheReader asks the reader for the fields of every mapping that the schema knows of, by giving it one
// that it does not know.
func TestSchemaHasTheFieldsOfTheReader(t *testing.T) {
	var root document
	require.NoError(t, json.Unmarshal(promtool.Schema(), &root))
	var want []string
	text, err := json.Marshal(root.sample(root, 0, func(fields []string) { want = append(want, strings.Join(fields, ", ")) }))
	require.NoError(t, err)
	_, err = promtool.Parse("test.yaml", text)
	require.Error(t, err)
	var got []string
	for _, m := range allowed.FindAllStringSubmatch(err.Error(), -1) {
		got = append(got, m[1])
	}
	slices.Sort(want)
	slices.Sort(got)
	require.Greater(t, len(want), 20)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields of mappings (-schema +reader):\n%s", diff)
	}
}

// validate returns what the schema says against a YAML file.
func validate(t testing.TB, text []byte) error {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(promtool.Schema()))
	require.NoError(t, err)
	require.NoError(t, compiler.AddResource("schema.json", doc))
	compiled, err := compiler.Compile("schema.json")
	require.NoError(t, err)
	var value any
	require.NoError(t, yaml.Unmarshal(text, &value))
	return compiled.Validate(plain(value))
}

// plain returns a value of YAML as one of JSON.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key := range v {
			v[key] = plain(v[key])
		}
	case map[any]any:
		m := map[string]any{}
		for key := range v {
			m[fmt.Sprint(key)] = plain(v[key])
		}
		return m
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case int:
		return float64(v)
	case fmt.Stringer:
		return v.String()
	}
	return v
}

func TestSchemaAcceptsWhatPromtoolRuns(t *testing.T) {
	for _, path := range corpus(t, "passing") {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, validate(t, text), path)
	}
}

func TestSchemaRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"a field of no one":   "tests: [{exp_burning: []}]",
		"no alert":            "tests: [{exp_firing: [{from: 5m}]}]",
		"no duration":         "tests: [{end: soon}]",
		"a part of two":       "tests: [{input_series: [{series: x, timeline: [{const: one}]}]}]",
		"half a ramp":         "tests: [{input_series: [{series: x, ramp: {from: 1}}]}]",
		"a fraction of seeds": "tests: [{input_series: [{series: x, const: 1, noise: {amplitude: 1, seed: 0.5}}]}]",
	} {
		require.Error(t, validate(t, []byte(text)), name)
	}
}
