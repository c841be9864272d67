package format

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/lint"
)

func TestSARIFIsValid(t *testing.T) {
	schema := sarifSchema(t)
	archives, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		require.NoError(t, err)
		requireValid(t, schema, resultOf(t, archive))
	}
	requireValid(t, schema, lint.Result{Project: &lint.Project{}})
}

// TestSARIFSchemaRefuses shows that the schema is not one that accepts anything.
func TestSARIFSchemaRefuses(t *testing.T) {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"level": "bad"}]}]}`))
	require.NoError(t, err)
	require.ErrorContains(t, sarifSchema(t).Validate(document), "/runs/0/results/0")
}

func requireValid(t *testing.T, schema *jsonschema.Schema, r lint.Result) {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, SARIF(&b, r, Options{Checks: testChecks, Version: "v1"}))
	document, err := jsonschema.UnmarshalJSON(&b)
	require.NoError(t, err)
	require.NoError(t, schema.Validate(document))
}

// sarifSchema is the schema of SARIF 2.1.0 that the SARIF module carries as a constant, without its leave to write null.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	folder, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	require.NoError(t, err)
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(folder)), "schema.go"), nil, 0)
	require.NoError(t, err)
	literal := file.Scope.Lookup("schema").Decl.(*ast.ValueSpec).Values[0].(*ast.BasicLit)
	text, err := strconv.Unquote(literal.Value)
	require.NoError(t, err)
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.ReplaceAll(text, `[ "array", "null" ]`, `"array"`)))
	require.NoError(t, err)
	const id = "sarif.json"
	delete(document.(map[string]any), "id")
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	require.NoError(t, compiler.AddResource(id, document))
	schema, err := compiler.Compile(id)
	require.NoError(t, err)
	return schema
}

func TestSARIFDescribesChecks(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, SARIF(&b, lint.Result{Project: &lint.Project{}}, Options{Checks: testChecks}))
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					Rules []struct {
						ID, HelpURI string
						Help        struct{ Markdown string }
					}
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &log))
	rules := log.Runs[0].Tool.Driver.Rules
	require.Len(t, rules, len(testChecks))
	for i, check := range testChecks {
		require.Equal(t, check.Name, rules[i].ID)
		require.Equal(t, check.URL(), rules[i].HelpURI)
		require.Equal(t, check.Doc, rules[i].Help.Markdown)
	}
}
