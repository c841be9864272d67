package format

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFind(t *testing.T) {
	for _, name := range Names() {
		format, err := Find(name)
		require.NoError(t, err)
		require.Equal(t, name, format.Name)
	}
	_, err := Find("xml")
	require.EqualError(t, err, `format "xml": there is none of that name, allowed are text, json, sarif, github, gitlab, checkstyle, junit`)
}

func TestPath(t *testing.T) {
	tests := map[string]struct{ root, name, path, uri string }{
		"relative":                      {"/repo", "a/b.yaml", "a/b.yaml", "a/b.yaml"},
		"absolute, below the root":      {"/repo", "/repo/a/b.yaml", "a/b.yaml", "a/b.yaml"},
		"absolute, elsewhere":           {"/repo", "/other/b.yaml", "/other/b.yaml", "file:///other/b.yaml"},
		"the root's name is its prefix": {"/repo", "/repository/b.yaml", "/repository/b.yaml", "file:///repository/b.yaml"},
		"no root":                       {"", "/repo/b.yaml", "/repo/b.yaml", "file:///repo/b.yaml"},
		"above":                         {"/repo", "../b.yaml", "../b.yaml", "../b.yaml"},
		"a name like a scheme":          {"/repo", "a:b.yaml", "a:b.yaml", "./a:b.yaml"},
		"what a URI cannot hold":        {"/repo", "a b%?#ü.yaml", "a b%?#ü.yaml", "a%20b%25%3F%23%C3%BC.yaml"},
		"a name below, like a scheme":   {"/repo", "/repo/a:b.yaml", "a:b.yaml", "./a:b.yaml"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := Options{Root: test.root}
			require.Equal(t, test.path, o.path(test.name))
			require.Equal(t, test.uri, o.uri(test.name))
		})
	}
}

func TestEveryFormatReturnsWriteErrors(t *testing.T) {
	result := lint.Result{Project: &lint.Project{}, Errors: []error{errors.New("something")}}
	for _, format := range Formats {
		require.ErrorIs(t, format.Write(brokenWriter{}, result, Options{}), errBroken, format.Name)
	}
}

// TestNothingIsLost holds for files that are not in the project, too: those that could not be opened.
func TestNothingIsLost(t *testing.T) {
	file := rulefile.Parse("rules.yaml", []byte("groups: []\n"))
	result := lint.Result{
		Project:  &lint.Project{Files: []*rulefile.File{file}},
		Findings: []lint.Finding{{Diagnostic: lint.Diagnostic{File: file, Span: spanOf(file, 0, 6), Message: "message-of-finding"}, Check: "c", Severity: lint.Info}},
		Errors: []error{
			&rulefile.Error{File: "gone.yaml", Message: "message-of-file"},
			&lint.CheckError{Check: "x", Cause: "message-of-check"},
			errors.New("message-of-other"),
		},
	}
	for _, format := range Formats {
		t.Run(format.Name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, format.Write(&b, result, Options{}))
			for _, part := range []string{"message-of-finding", "message-of-file", "message-of-check", "message-of-other", "gone.yaml", "rules.yaml"} {
				require.Contains(t, b.String(), part)
			}
		})
	}
}

func spanOf(file *rulefile.File, from, to int) rulefile.Span {
	return rulefile.Span{Start: file.Pos(from), End: file.Pos(to)}
}

func TestFingerprints(t *testing.T) {
	const source = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up == 0\n  - alert: B\n    expr: up == 0\n"
	prints := func(source, message string) []string {
		file := rulefile.Parse("f.yaml", []byte(source))
		result := lint.Result{Project: &lint.Project{Files: []*rulefile.File{file}}}
		for _, rule := range file.Groups[0].Rules {
			for range 2 {
				result.Findings = append(result.Findings, lint.Finding{
					Diagnostic: lint.Diagnostic{File: file, Span: rule.Expr.Whole(), Message: message}, Check: "c", Severity: lint.Info})
			}
		}
		return fingerprints(problems(result, Options{}))
	}
	before := prints(source, "m")
	require.Len(t, before, 4)
	for i := range before {
		require.NotContains(t, before[:i], before[i], "equal findings have names of their own")
	}
	require.Equal(t, before, prints("# moved\n\n"+source, "m"), "moved lines do not matter")
	require.Equal(t, before, prints(strings.ReplaceAll(source, "up ==", "up  =="), "m"), "columns do not matter")
	for _, print := range prints(source, "n") {
		require.NotContains(t, before, print, "the message matters")
	}
	renamed := prints(strings.ReplaceAll(source, "alert: B", "alert: C"), "m")
	require.Equal(t, before[:2], renamed[:2])
	require.NotContains(t, before, renamed[2], "the rule matters")
}

// command is a workflow command of GitHub.
var command = regexp.MustCompile(`^::(error|warning|notice) [^:\r\n]*::[^\r\n]*\n$`)

// FuzzStrings looks for messages, names and sources that break a format.
func FuzzStrings(f *testing.F) {
	f.Add("a: b\n", "100%\r\n::error::x]]>", "a,b::c.yaml", 0, 3)
	f.Add("\x00\x1b[31m\xff\u202e", "\x00\x1b[31m\xff\ufffe\uffff", "\xff\n]]>&<\"'", 0, 2)
	f.Add("groups:\r\n- name: \"\"\r\n", "{0} [a](1) {{ $x }}", "", 3, 12)
	f.Fuzz(func(t *testing.T, source, message, name string, from, to int) {
		if from < 0 || to < from || to > len(source) || message == "" || len(source) > 1000 {
			return
		}
		file := rulefile.Parse(name, []byte(source))
		span := rulefile.Span{Start: at(source, from), End: at(source, to)}
		finding := lint.Finding{Diagnostic: lint.Diagnostic{
			File: file, Span: span, Message: message, Related: []lint.Related{{Span: span, Message: message}},
			Fixes: []lint.Fix{{Message: message, Edits: []rulefile.Edit{{Span: span, New: message}}}},
		}, Check: name, Severity: lint.Error, URL: message}
		result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, nil)
		result.Findings = []lint.Finding{finding, finding}
		result.Errors = append(result.Errors, errors.New(message), &rulefile.Error{File: name, Message: message, Span: span})
		for _, format := range Formats {
			var b bytes.Buffer
			require.NoError(t, format.Write(&b, result, Options{Root: "/repo"}), format.Name)
			requireWellFormed(t, format.Name, b.Bytes(), len(result.Errors)+2)
		}
	})
}

// requireWellFormed reads an output as the programs do that it is for.
func requireWellFormed(t *testing.T, format string, output []byte, problems int) {
	switch format {
	case "json", "sarif", "gitlab":
		require.True(t, json.Valid(output), "%s", output)
	case "checkstyle", "junit":
		decoder := xml.NewDecoder(bytes.NewReader(output))
		count := 0
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err, "%s", output)
			if start, ok := token.(xml.StartElement); ok && (start.Name.Local == "error" || start.Name.Local == "failure") {
				count++
			}
		}
		require.Equal(t, problems, count, "%s", output)
	case "github":
		lines := bytes.SplitAfter(output, []byte("\n"))
		require.Len(t, lines, problems+1)
		for _, line := range lines[:problems] {
			require.Regexp(t, command, string(line))
		}
	case "text":
		for line := range strings.Lines(string(output)) {
			require.False(t, strings.HasPrefix(strings.TrimSpace(line), "::"), "GitHub would take the line for a command: %s", line)
			require.NotContains(t, line, "\x1b")
		}
	}
}
