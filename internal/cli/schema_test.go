package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/lint/config"
)

func TestSchemaIsTheOneOfTheFolder(t *testing.T) {
	want, err := os.ReadFile("../../docs/rulelint.schema.json")
	require.NoError(t, err)
	require.Equal(t, string(want), string(config.Schema(known)), "if it is stale, run go generate ./lint/checks")
}

// schemaOfConfig compiles the schema of the configuration.
func schemaOfConfig(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(config.Schema(known)))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource(config.SchemaURL, document))
	schema, err := compiler.Compile(config.SchemaURL)
	require.NoError(t, err)
	return schema
}

// configFault returns what the program has against a configuration that stands in a folder with the files that the examples
// name, and what the schema has against it.
func configFault(t *testing.T, schema *jsonschema.Schema, source string) (program, editor error) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"prometheus/prometheus.yml", "alertmanager/alertmanager.yml", "metrics/production.yaml", "metrics/edge.yaml"} {
		path := filepath.Join(folder, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, nil, 0o644))
	}
	_, program = config.Parse(filepath.Join(folder, config.Name), []byte(source), known)
	var document any
	require.NoError(t, yaml.Unmarshal([]byte(source), &document))
	return program, schema.Validate(document)
}

// TestSchemaAgrees holds the schema against the program: what one takes, the other does.
func TestSchemaAgrees(t *testing.T) {
	schema := schemaOfConfig(t)
	right := []string{
		"", "checks:\n", "checks: {syntax: }\n", "profile: strict\n", "checks: {syntax: {level: off}, baseline: {level: info}}\n",
		"checks: {shortrange: {level: error, samples: 3}}\n", "overrides:\n- paths: [a, \"b/**\"]\n",
		"target: {scrapeInterval: 1h30m, retention: 0, version: 2.53, externalLabels: {a: 1, b: x, c: true}}\n",
		"target: {prometheusConfig: prometheus/prometheus.yml}\nalertmanager: alertmanager/alertmanager.yml\nmetrics: [metrics/edge.yaml]\n",
	}
	for _, source := range right {
		program, editor := configFault(t, schema, source)
		require.NoError(t, program, source)
		require.NoError(t, editor, source)
	}
	wrong := []string{
		"check: {}\n", "profile: loud\n", "checks: [syntax]\n", "checks: {sintax: {}}\n", "checks: {syntax: {level: loud}}\n", "checks: {syntax: off}\n",
		"checks: {syntax: {samples: 3}}\n", "checks: {shortrange: {samples: few}}\n", "checks: {shortrange: {scrapeInterval: 15s}}\n",
		"overrides: [{checks: {}}]\n", "overrides: [{paths: []}]\n", "overrides: [{paths: a}]\n", "overrides: [{paths: [a], target: {x: 1}}]\n",
		"target: {scrapeInterval: 15}\n", "target: {scrapeInterval: soon}\n", "target: {externalLabels: [a]}\n", "target: {externalLabels: {a: [b]}}\n",
		"target: {version: [1]}\n", "metrics: metrics/edge.yaml\n", "alertmanager: [a]\n",
	}
	for _, source := range wrong {
		program, editor := configFault(t, schema, source)
		require.Error(t, program, source)
		require.Error(t, editor, source)
	}
}
