package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/report"
)

// suite is a run in which everything happens: a test that passes and one that fails, expectations of each kind, an alert that is
// shown, rules that fail, a file that cannot be run, tests that were not asked for.
func suite() []*report.File {
	passed := disk()
	passed.Name, passed.Where, passed.Failures, passed.Took = "all is well", "tests/disk.yaml:3:5", nil, 3*time.Millisecond
	passed.Assertions = []report.Assertion{{Where: "tests/disk.yaml:5:7", Title: "NodeFilesystemAlmostOutOfSpace-20 at 40m", Took: time.Millisecond}}
	passed.Shown = []*report.Alert{shownAlert(), {Name: "Never", Want: []report.Span{{State: report.NotFiring, From: 3, To: 4}}}}
	failed := results["instant"]()
	failed.Name, failed.Where, failed.Took = "half full", "tests/disk.yaml:12:5", 4*time.Millisecond
	failed.Failures[0].Where = "tests/disk.yaml:14:7"
	failed.Failures[0].Lists = &report.Lists{
		Key:  report.ExpAlerts,
		Want: []report.Item{{Labels: map[string]string{"instance": "a:9100"}, Annotations: map[string]string{"summary": "/ is full"}}},
		Got:  []report.Item{{Labels: map[string]string{"instance": "a:9100"}, Annotations: map[string]string{"summary": "/ is\nalmost full"}}, {}},
	}
	failed.Failures = append(failed.Failures, results["samples"]().Failures...)
	failed.Failures[1].Lists = &report.Lists{Key: report.ExpSamples, Want: []report.Item{{Series: `{job="api"}`, Value: 3}}}
	failed.Assertions = []report.Assertion{
		{Where: "tests/disk.yaml:14:7", Title: "NodeFilesystemAlmostOutOfSpace-20 at 1h55m", Failures: 1, Took: time.Millisecond},
		{Where: "tests/disk.yaml:16:7", Title: "sum at 10m", Failures: 2, Took: time.Millisecond},
		{Where: "tests/disk.yaml:18:7", Title: "sum at 10m", Took: time.Microsecond},
	}
	failed.Dump = &report.Dump{
		Series: []report.Series{
			{Metric: `up{instance="a"}`, Every: 15 * time.Second, Values: "1x9 0x20"},
			{Metric: "job:up:sum", Recorded: true, Every: time.Minute, Values: "1x9 stale"},
		},
		Rules: []report.Timing{{Rules: []string{"job:up:sum"}, Took: 1234 * time.Microsecond}, {Rules: []string{"A", "B"}, Took: 999}},
	}
	rules := results["rule error"]()
	rules.Name, rules.Where = "rules", "tests/disk.yaml:30:5"
	return []*report.File{
		{Path: "tests/up.yaml", Warnings: []string{"tests/up.yaml:3:1: values end with a line break"},
			Skipped: []report.Skipped{{Name: "later", Where: "tests/up.yaml:9:5"}}},
		{Path: "tests/disk.yaml", Results: []*report.Result{passed, failed, rules}},
		{Path: "tests/broken.yaml", Errors: []error{errors.New("tests/broken.yaml:1:1: not YAML"), errors.New("rules.yaml:2:1: unknown field")}},
	}
}

// shownAlert is one of which a test asks at instants whether it fires.
func shownAlert() *report.Alert {
	a := disk().Alerts[0]
	a.Want = []report.Span{{State: report.NotFiring, From: 40, To: 41}, {State: report.Firing, From: 45, To: 46}, {State: report.NotFiring, From: 120, To: 121}}
	a.Because = []report.Value{{Step: 30, Text: "15 < 20"}, {Step: 45, Text: "15 < 20, since 30m"}}
	return a
}

func TestFormats(t *testing.T) {
	for _, format := range report.Formats {
		var out bytes.Buffer
		require.NoError(t, format.Write(&out, suite(), report.Options{Width: 80}), format.Name)
		golden(t, "suite."+format.Name, out.Bytes())
		for _, part := range []string{"half full", "not YAML", "unknown field", "values end with a line break", "many-to-many", "want 0 samples"} {
			require.Contains(t, out.String(), part, format.Name)
		}
	}
	_, err := report.FindFormat("xml")
	require.EqualError(t, err, `format "xml": there is none of that name, allowed are text, json, github, junit`)
	for _, name := range report.FormatNames() {
		format, err := report.FindFormat(name)
		require.NoError(t, err)
		require.Equal(t, name, format.Name)
	}
}

func TestASCII(t *testing.T) {
	files := suite()
	files[1].Results[0].Name = "größer"
	var out bytes.Buffer
	require.NoError(t, report.Files(&out, files, report.Options{Width: 80, ASCII: true, Verbose: true, Diff: true}))
	require.Equal(t, -1, strings.IndexFunc(out.String(), func(r rune) bool { return r > unicode.MaxASCII }))
	golden(t, "suite-ascii-diff.txt", out.Bytes())
}

func TestPathsAreRelativeToTheRoot(t *testing.T) {
	files := []*report.File{{Path: "/repo/a.yaml", Errors: []error{errors.New("/repo/a.yaml:1:2: m"), errors.New("/other/b.yaml:3:4: n")}}}
	for _, format := range report.Formats[1:] {
		var out bytes.Buffer
		require.NoError(t, format.Write(&out, files, report.Options{Root: "/repo"}))
		require.NotContains(t, strings.ReplaceAll(out.String(), "/repo/a.yaml:1:2: m", ""), "/repo", format.Name)
		require.Contains(t, out.String(), "/other/b.yaml", format.Name)
	}
}

func TestMarkdown(t *testing.T) {
	page := func(room int) string {
		var out bytes.Buffer
		require.NoError(t, report.Markdown(&out, suite(), room, report.Options{}))
		require.LessOrEqual(t, out.Len(), room)
		return out.String()
	}
	whole := page(1 << 20)
	golden(t, "suite.md", []byte(whole))
	require.Empty(t, page(10))
	for room := 0; room < len(whole)+200; room += 17 {
		text := page(room)
		require.Zero(t, strings.Count(text, "```")%2, "room for %d: a fence is open", room)
		if room > 200 {
			require.Contains(t, text, "3 files, 3 tests: 1 passed, 2 failed")
		}
		if text != whole && text != "" {
			require.Regexp(t, "more files? left out|^[^|]*$", text)
		}
	}
	files := suite()
	files[1].Results[1].Failures[0].Message = "```` a fence"
	var out bytes.Buffer
	require.NoError(t, report.Markdown(&out, files, 1<<20, report.Options{}))
	require.Contains(t, out.String(), "\n`````\nFAIL")
}

// junitSchema is what Jenkins takes (junit-10.xsd of its xUnit plugin), and GitLab reads: attributes of each element, required ones with a !,
// and the elements in it.
var junitSchema = map[string]struct{ attributes, elements string }{
	"testsuites": {"name time tests failures errors skipped disabled", "testsuite"},
	"testsuite":  {"name! tests! failures! errors! id time skipped timestamp hostname package file", "properties testcase system-out system-err"},
	"testcase":   {"name! classname! time file line", "skipped error failure system-out system-err"},
	"failure":    {"message type", ""},
	"error":      {"message type", ""},
	"skipped":    {"message type", ""},
	"system-out": {"", ""},
	"system-err": {"", ""},
}

func TestJUnitFollowsTheSchema(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, report.JUnit(&out, suite(), report.Options{}))
	requireJUnit(t, out.Bytes())
	require.NoError(t, report.JUnit(&out, nil, report.Options{}))
}

// requireJUnit checks elements, attributes, and that the numbers of each suite are those of its cases, and names unique.
func requireJUnit(t *testing.T, text []byte) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(text))
	var path []string
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err, "%s", text)
		switch token := token.(type) {
		case xml.StartElement:
			schema, known := junitSchema[token.Name.Local]
			require.True(t, known, token.Name.Local)
			if len(path) > 0 {
				require.Contains(t, strings.Fields(junitSchema[path[len(path)-1]].elements), token.Name.Local)
			} else {
				require.Equal(t, "testsuites", token.Name.Local)
			}
			path = append(path, token.Name.Local)
			requireAttributes(t, token, schema.attributes)
		case xml.EndElement:
			path = path[:len(path)-1]
		}
	}
	requireCounts(t, text)
}

func requireAttributes(t *testing.T, element xml.StartElement, allowed string) {
	t.Helper()
	has := map[string]bool{}
	for _, a := range element.Attr {
		has[a.Name.Local] = true
		require.Contains(t, strings.Fields(strings.ReplaceAll(allowed, "!", "")), a.Name.Local, element.Name.Local)
	}
	for _, name := range strings.Fields(allowed) {
		if required, ok := strings.CutSuffix(name, "!"); ok {
			require.True(t, has[required], "%s lacks %s", element.Name.Local, required)
		}
	}
}

func requireCounts(t *testing.T, text []byte) {
	t.Helper()
	var doc struct {
		Tests, Failures, Errors, Skipped int `xml:",attr"`
		Suites                           []struct {
			Tests    int     `xml:"tests,attr"`
			Failures int     `xml:"failures,attr"`
			Errors   int     `xml:"errors,attr"`
			Skipped  int     `xml:"skipped,attr"`
			Time     float64 `xml:"time,attr"`
			Cases    []struct {
				Name    string    `xml:"name,attr"`
				Class   string    `xml:"classname,attr"`
				Failure *struct{} `xml:"failure"`
				Error   *struct{} `xml:"error"`
				Skipped *struct{} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal(text, &doc))
	seen := map[string]bool{}
	for _, s := range doc.Suites {
		failures, errs, skipped := 0, 0, 0
		for _, c := range s.Cases {
			require.False(t, seen[c.Class+"\x00"+c.Name], "%s: %s stands twice: GitLab shows one", c.Class, c.Name)
			seen[c.Class+"\x00"+c.Name] = true
			for n, there := range map[*int]bool{&failures: c.Failure != nil, &errs: c.Error != nil, &skipped: c.Skipped != nil} {
				if there {
					*n++
				}
			}
		}
		require.Equal(t, []int{len(s.Cases), failures, errs, skipped}, []int{s.Tests, s.Failures, s.Errors, s.Skipped})
	}
}

// commands are lines that GitHub Actions obeys, and nothing else.
var commands = regexp.MustCompile(`\A(::(error|warning) [^:\r\n]*::[^\r\n]*\n)*\z`)

// FuzzStrings looks for names and texts that break a format.
func FuzzStrings(f *testing.F) {
	f.Add("a.yaml:1:2: x", "100%\r\n::error::x]]>", "a\n::warning::b", 40)
	f.Add("\x00\x1b[31m\xff\u202e", "\x00\x1b[31m\xff\ufffe\uffff", "```\n````", 0)
	f.Add("", "", "\t\t\r", 200)
	f.Fuzz(func(t *testing.T, where, message, text string, width int) {
		item := report.Item{Labels: map[string]string{text: message}, Annotations: map[string]string{message: text}}
		alert := &report.Alert{Name: text, Labels: map[string]string{message: text}, Got: spans("·▒█"), Want: spans(" █ ")}
		r := &report.Result{
			Name: text, Where: where, Interval: time.Minute, Steps: 3, Alerts: []*report.Alert{alert}, Shown: []*report.Alert{alert},
			Assertions: []report.Assertion{{Where: where, Title: message, Failures: 1}, {Where: where, Title: message}},
			Failures: []report.Failure{{
				Where: where, Message: message, Alerts: []*report.Alert{alert}, Because: []report.Value{{Text: text}}, Want: []string{text}, Got: []string{message},
				Lists: &report.Lists{Key: report.ExpAlerts, Want: []report.Item{item}, Got: []report.Item{{Series: text, Histogram: message}}},
			}, {Message: text}},
			Dump: &report.Dump{Series: []report.Series{{Metric: text, Values: message}}},
		}
		files := []*report.File{{Path: text, Results: []*report.Result{r}, Skipped: []report.Skipped{{Name: text, Where: where}}},
			{Path: where, Errors: []error{errors.New(message)}, Warnings: []string{text}}}
		for _, format := range report.Formats {
			var out bytes.Buffer
			require.NoError(t, format.Write(&out, files, report.Options{Root: "/repo", Width: width, Diff: width%2 == 0}), format.Name)
			switch format.Name {
			case "json":
				require.True(t, json.Valid(out.Bytes()))
			case "junit":
				requireJUnit(t, out.Bytes())
			case "github":
				require.Regexp(t, commands, out.String())
			case "text":
				for line := range strings.Lines(out.String()) {
					require.False(t, strings.HasPrefix(strings.TrimSpace(line), "::"), "GitHub would take the line for a command: %q", line)
					require.NotContains(t, line, "\x1b")
				}
			}
		}
		var out bytes.Buffer
		require.NoError(t, report.Markdown(&out, files, 1<<20, report.Options{}))
	})
}
