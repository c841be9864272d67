package baseline_test

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/baseline"
	"github.com/promwright/promwright/rules/rulefile"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// words finds what marks a finding in the sources below: !message!
var words = regexp.MustCompile(`!([^!\n]+)!`)

// marked is a check that reports each mark of a source.
var marked = &lint.Check{Name: "marked", Doc: "# marked: marks", Severity: lint.Warning, Run: func(p *lint.Pass) {
	for _, file := range p.Project.Files {
		for _, m := range words.FindAllSubmatchIndex(file.Source, -1) {
			p.Report(lint.Diagnostic{
				File: file, Span: rulefile.Span{Start: file.Pos(m[0]), End: file.Pos(m[1])}, Message: string(file.Source[m[2]:m[3]]),
			})
		}
	}
}}

// result lints sources, by name.
func result(sources map[string]string) lint.Result {
	project := &lint.Project{}
	for name, source := range sources {
		project.Files = append(project.Files, rulefile.Parse(name, []byte(source)))
	}
	slices.SortFunc(project.Files, func(a, b *rulefile.File) int { return strings.Compare(a.Name, b.Name) })
	return lint.Run(project, []*lint.Check{marked})
}

// write returns the baseline of sources, read again.
func write(t *testing.T, name string, sources map[string]string) (string, *baseline.Baseline) {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, baseline.Write(&out, name, result(sources)))
	read, err := baseline.Read(name, out.Bytes())
	require.NoError(t, err, out.String())
	return out.String(), read
}

const (
	before = `# !of the file!
groups:
- name: node
  rules:
  - alert: Down
    expr: up == 0 # !first!
  - alert: Twice
    expr: up == 0 # !equal!
    for: 5m # !equal!
`
	moved = `# added
# !of the file!
groups:
- name: other
  rules:
  - alert: New
    expr: up == 0
- name: node
  # added
  rules:
  - alert: Twice
    # added
    expr: up == 0 # !equal!
    for: 5m # !equal!
  - alert: Down
    expr: up == 0 # !first!
`
)

func TestApply(t *testing.T) {
	tests := map[string]struct {
		after map[string]string
		only  []string
		fresh []string // messages
		stale []string // rule and count
	}{
		"nothing changed":            {after: map[string]string{"a.yaml": before}},
		"everything moved":           {after: map[string]string{"a.yaml": moved}},
		"a new message in a rule":    {after: map[string]string{"a.yaml": strings.Replace(before, "!first!", "!first! !second!", 1)}, fresh: []string{"second"}},
		"a third equal one":          {after: map[string]string{"a.yaml": strings.Replace(before, "!first!", "!first!", 1) + "    labels: {a: b} # !equal!\n"}, fresh: []string{"equal"}},
		"one of two is gone":         {after: map[string]string{"a.yaml": strings.Replace(before, "for: 5m # !equal!", "for: 5m", 1)}, stale: []string{"Twice 1"}},
		"both are gone":              {after: map[string]string{"a.yaml": strings.ReplaceAll(before, "!equal!", "")}, stale: []string{"Twice 2"}},
		"another rule":               {after: map[string]string{"a.yaml": strings.Replace(before, "alert: Down", "alert: Up", 1)}, fresh: []string{"first"}, stale: []string{"Down 1"}},
		"another group":              {after: map[string]string{"a.yaml": strings.Replace(before, "name: node", "name: edge", 1)}, fresh: []string{"first", "equal", "equal"}, stale: []string{"Down 1", "Twice 2"}},
		"another file":               {after: map[string]string{"b.yaml": before}, fresh: []string{"of the file", "first", "equal", "equal"}, stale: []string{" 1", "Down 1", "Twice 2"}},
		"a file beside":              {after: map[string]string{"a.yaml": before, "b.yaml": "# !new!\n"}, fresh: []string{"new"}},
		"a file that exists, unread": {after: map[string]string{"b.yaml": ""}, stale: []string{}, fresh: nil},
		"a file not understood":      {after: map[string]string{"a.yaml": "groups: [\n"}},
		"another check alone":        {after: map[string]string{"a.yaml": "groups: []\n"}, only: []string{"other"}},
		"this check alone":           {after: map[string]string{"a.yaml": "groups: []\n"}, only: []string{"marked"}, stale: []string{" 1", "Down 1", "Twice 2"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if name == "a file that exists, unread" {
				require.NoError(t, os.WriteFile("a.yaml", nil, 0o644))
			}
			_, known := write(t, "known.yaml", map[string]string{"a.yaml": before})
			run := result(test.after)
			got, stale := known.Apply(run, test.only...)
			var fresh, gone []string
			for _, finding := range got.Findings {
				fresh = append(fresh, finding.Message)
			}
			for _, e := range stale {
				gone = append(gone, e.Rule+" "+string(rune('0'+e.Count)))
			}
			if len(test.stale) == 0 {
				test.stale = nil
			}
			require.Equal(t, test.fresh, fresh)
			require.Equal(t, test.stale, gone)
		})
	}
}

func TestPathsAreRelativeToTheBaseline(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.MkdirAll("sub/deep", 0o755))
	written, known := write(t, "sub/known.yaml", map[string]string{"sub/deep/a.yaml": before, "b.yaml": before})
	require.Equal(t, "../b.yaml", known.Entries[0].File)
	require.Equal(t, "deep/a.yaml", known.Entries[len(known.Entries)-1].File)

	name, err := filepath.Abs("sub/known.yaml")
	require.NoError(t, err)
	t.Chdir("sub/deep") // the same files, named otherwise
	known, err = baseline.Read(name, []byte(written))
	require.NoError(t, err)
	got, stale := known.Apply(result(map[string]string{"a.yaml": before, "../../b.yaml": before}))
	require.Empty(t, got.Findings)
	require.Empty(t, stale)
}

func TestMessagesHaveNoLineNumbers(t *testing.T) {
	_, known := write(t, "known.yaml", map[string]string{"a.yaml": "# !the same as in line 12, and in b.yaml:7:3!\n"})
	require.Equal(t, "the same as in line N, and in b.yaml", known.Entries[0].Message)
	got, _ := known.Apply(result(map[string]string{"a.yaml": "\n# !the same as in line 13, and in b.yaml:8:3!\n"}))
	require.Empty(t, got.Findings)
	got, _ = known.Apply(result(map[string]string{"a.yaml": "# !range 12 is below 13!\n"}))
	require.Len(t, got.Findings, 1)
}

func TestWrite(t *testing.T) {
	const hard = "groups:\n- name: \"n: {\\\"}\\x85\"\n  rules:\n  - alert: \"A\\u2028\\ufeff\\x7f\\t\"\n    expr: up # !ü \\ \" ' # {}, []!\n"
	written, known := write(t, "known.yaml", map[string]string{"b.yaml": before, "a/\xff.yaml": hard, "a/b.yaml": before})
	golden := filepath.Join("testdata", "known.yaml")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, []byte(written), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), written)
	got, stale := known.Apply(result(map[string]string{"b.yaml": before, "a/\xff.yaml": hard, "a/b.yaml": before}))
	require.Empty(t, got.Findings)
	require.Empty(t, stale)
}

func TestWriteNothing(t *testing.T) {
	written, known := write(t, "known.yaml", map[string]string{"a.yaml": "groups: []\n"})
	require.Contains(t, written, "findings: []\n")
	require.Empty(t, known.Entries)
}

// TestWriteDoesNotDependOnOrder asserts that the findings alone decide about the bytes.
func TestWriteDoesNotDependOnOrder(t *testing.T) {
	run := result(map[string]string{"a.yaml": before, "b.yaml": moved})
	var want bytes.Buffer
	require.NoError(t, baseline.Write(&want, "known.yaml", run))
	random := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		random.Shuffle(len(run.Findings), func(i, j int) { run.Findings[i], run.Findings[j] = run.Findings[j], run.Findings[i] })
		var got bytes.Buffer
		require.NoError(t, baseline.Write(&got, "known.yaml", run))
		require.Equal(t, want.String(), got.String())
	}
}

func TestFindings(t *testing.T) {
	t.Chdir(t.TempDir())
	_, known := write(t, "known.yaml", map[string]string{"a.yaml": before})
	_, stale := known.Apply(result(map[string]string{"a.yaml": strings.Replace(strings.Replace(before, "!equal!", "", 1), "!first!", "", 1)}))
	var got []string
	for _, f := range known.Findings(stale, lint.Warning) {
		require.Equal(t, "baseline", f.Check)
		require.Contains(t, f.URL, "/lint/baseline/README.md")
		got = append(got, f.File.Name+":"+f.Span.Start.String()+"-"+f.Span.End.String()+" "+string(f.Severity)+": "+f.Message)
	}
	want := []string{
		`known.yaml:5:1-5:83 warning: this finding is gone: marked of Down in a.yaml`,
		`known.yaml:6:1-6:94 warning: 1 of these 2 findings are gone: marked of Twice in a.yaml`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Empty(t, known.Findings(stale, lint.Off))
}

func TestReadErrors(t *testing.T) {
	const head = "version: 1\nfindings:\n"
	tests := map[string]struct{ source, want string }{
		"empty":                  {"", `b.yaml:1:1: the file is empty: a baseline has the keys version and findings`},
		"a comment alone":        {"# x\n", `b.yaml:1:1: the file is empty: a baseline has the keys version and findings`},
		"broken":                 {head + "- {file: a\n", `b.yaml:3:1: the YAML is broken: did not find expected ',' or '}'`},
		"a list":                 {"- a\n", `b.yaml:1:1: a baseline must be a mapping, not a list`},
		"null":                   {"null\n", `b.yaml:1:1: a baseline must be a mapping, not "null"`},
		"two documents":          {head + "---\n{}\n", `b.yaml:3:1: a baseline is one YAML document`},
		"no version":             {"findings: []\n", `b.yaml:1:1: the version is missing: write version: 1`},
		"of the future":          {"version: 2\nfindings: []\n", `b.yaml:1:10: version "2" is not known: 1 is`},
		"no findings":            {"version: 1\n", `b.yaml:1:1: the findings are missing: write findings: [] for none`},
		"findings are no list":   {"version: 1\nfindings: {}\n", `b.yaml:2:11: findings must be a list, not a mapping`},
		"a key twice":            {"version: 1\nversion: 1\nfindings: []\n", `b.yaml:2:1: a baseline has version twice`},
		"a misspelt key":         {head + "- {file: a, chek: b, message: c}\n", `b.yaml:3:13: unknown key "chek" in a finding: did you mean check?`},
		"a finding is no map":    {head + "- a\n", `b.yaml:3:3: a finding must be a mapping, not "a"`},
		"nothing is there":       {head + "- {}\n", "b.yaml:3:3: the finding has no file\nb.yaml:3:3: the finding has no check\nb.yaml:3:3: the finding has no message"},
		"a list as text":         {head + "- {file: a, check: [b], message: c}\n", `b.yaml:3:20: check must be a text, not a list`},
		"an alias":               {head + "- {file: &a a, check: *a, message: c}\n", `b.yaml:3:23: check must be a text, not an alias`},
		"a count of none":        {head + "- {file: a, check: b, message: c, count: 0}\n", `b.yaml:3:42: count must be a number from 1 on, not "0"`},
		"a count that is none":   {head + "- {file: a, check: b, message: c, count: [1]}\n", `b.yaml:3:42: count must be a number from 1 on, not a list`},
		"the same again":         {head + "- {file: a, check: b, message: c}\n- {file: a, check: b, message: c}\n", `b.yaml:4:3: the finding stands in line 3 already: write it once, with count`},
		"several mistakes":       {head + "- a\n- b\n", "b.yaml:3:3: a finding must be a mapping, not \"a\"\nb.yaml:4:3: a finding must be a mapping, not \"b\""},
		"a NUL byte":             {"version: \x00", `b.yaml:1:1: the file is binary, it has a NUL byte at offset 9: rule files are YAML or JSON text`},
		"a mapping as a key":     {"{a: b}: c\n", `b.yaml:1:1: unknown key a mapping in a baseline: allowed are findings, version`},
		"bytes that are no text": {"version: 1\nfindings: \xff\n", `b.yaml:2:11: byte 0xff is not UTF-8: rule files are UTF-8 text`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := baseline.Read("b.yaml", []byte(test.source))
			require.EqualError(t, err, test.want)
			var place *rulefile.Error
			require.ErrorAs(t, err, &place)
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"", "version: 1\nfindings:\n- {file: a, check: b, message: \"\\x85\", count: 3}\n", "a: &a [*a]", "? - : -", "--- !!binary x\n...\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		known, err := baseline.Read("b.yaml", source)
		if err != nil {
			return
		}
		_, stale := known.Apply(lint.Result{})
		for _, finding := range known.Findings(stale, lint.Warning) {
			require.LessOrEqual(t, finding.Span.End.Offset, len(source))
		}
	})
}
