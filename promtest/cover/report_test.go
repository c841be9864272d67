package cover_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/cover"
	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// goRules is an alert that was written in Go, and tests of it that leave something out.
func goRules(t *testing.T) *cover.Suite {
	t.Helper()
	up, maintenance := promql.NewGauge("up", "job", "instance"), promql.NewGauge("maintenance", "job")
	group := rules.Group{Name: "g", Rules: []rules.Rule{rules.Alert{
		Name:    "TargetDown",
		Expr:    up.Eq(0).Unless(maintenance, promql.On("job")),
		For:     5 * time.Minute,
		Summary: `{{ with $labels.instance }}{{ . }} is down{{ end }}`,
	}}}
	return run(t, promtest.Test{Rules: rules.Groups{group}, Series: series(`up{job="api",instance="a"} 0x20`), End: 10 * time.Minute})
}

// TestText draws a rule that is in no rule file.
func TestText(t *testing.T) {
	var out strings.Builder
	r := goRules(t).Report()
	require.NoError(t, r.Text(&out, cover.TextOptions{}))
	at := fmt.Sprintf("report_test.go:%d", r.Rules[0].Line)
	want := strings.ReplaceAll(`report_test.go  50%  5 of 10 branches
     50%  5/10  LINE  alert TargetDown

AT: alert TargetDown
  = alert
  |
1 | TargetDown
  | ^^^^^^^^^^ never quiet
  = expr
  |
1 | up == 0
  |    ^^^^ never false
2 | unless on (job)
  | ^^^^^^ never removed
  = for
  |
1 | 5m
  | ^^ never reset
  = annotations.summary
  |
1 | {{ with $labels.instance }}{{ . }} is down{{ end }}
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^ never false

coverage: 50%, 5 of 10 branches of 1 rule in 1 file
`, "AT", at)
	require.Equal(t, strings.ReplaceAll(want, "LINE", fmt.Sprint(r.Rules[0].Line)), out.String())

	out.Reset()
	require.NoError(t, r.Text(&out, cover.TextOptions{Color: true, Width: 60}))
	require.Contains(t, out.String(), "\x1b[33m^^^^ never false\x1b[")
}

// TestNowhere says that rules of which nothing is known but their text are reported, too.
func TestNowhere(t *testing.T) {
	r := run(t, scenario(alert("m > 1"), []string{"m 1x10"})).Report()
	var text, lcov, data bytes.Buffer
	require.NoError(t, r.Text(&text, cover.TextOptions{}))
	require.Contains(t, text.String(), "rules of no file  50%  2 of 4 branches\n     50%  2/4  alert A\n\nalert A\n")
	require.NoError(t, r.LCOV(&lcov))
	require.Empty(t, lcov.String())
	require.NoError(t, r.JSON(&data))
	var parsed struct {
		Rules []struct {
			File, Alert string
			Branches    []struct{ Text string }
		}
	}
	require.NoError(t, json.Unmarshal(data.Bytes(), &parsed))
	require.Equal(t, "A", parsed.Rules[0].Alert)
	require.Empty(t, parsed.Rules[0].File)
	require.Equal(t, "> 1", parsed.Rules[0].Branches[2].Text)
}

// TestRequire shows what is missing where the test is.
func TestRequire(t *testing.T) {
	suite := goRules(t)
	lenient, strict := &failures{TB: t}, &failures{TB: t}
	suite.Require(lenient, 50)
	suite.Require(strict, 50.5)
	require.Empty(t, lenient.text)
	require.Contains(t, strict.text, "cover: 50% of the branches are covered, 5 of 10, below 50.5%: 1 branch missing\n")
	require.Contains(t, strict.text, "^^^^ never false")
}

// failures keeps what a test would fail with.
type failures struct {
	testing.TB
	text string
}

func (f *failures) Errorf(format string, args ...any) { f.text += fmt.Sprintf(format, args...) }

// TestReadByLCOV has LCOV itself read the traces, if it is installed.
func TestReadByLCOV(t *testing.T) {
	program, err := exec.LookPath("lcov")
	if err != nil {
		t.Skip("lcov is not installed")
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	write("rules.yaml", "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: m > 1\n  - alert: A\n    expr: n > 1\n")
	test := write("test.yaml", "rule_files: [rules.yaml]\ntests:\n- input_series: [{series: m, values: 1x5}]\n"+
		"  alert_rule_test: [{eval_time: 5m, alertname: A, exp_alerts: []}]\n")
	suite := cover.New()
	results, err := promtool.Run(t.Context(), []string{test}, promtool.Options{Cover: suite})
	require.NoError(t, err)
	require.True(t, results[0].Passed())
	var trace bytes.Buffer
	require.NoError(t, suite.Report().LCOV(&trace))
	out, err := exec.Command(program, "--summary", write("cover.info", trace.String()), "--rc", "lcov_branch_coverage=1").CombinedOutput()
	require.NoError(t, err, string(out))
	for _, line := range []string{"50.0% (2 of 4 lines)", "50.0% (1 of 2 functions)", "25.0% (2 of 8 branches)"} {
		require.Contains(t, string(out), line)
	}
}

// TestCorpus says that real tests have one coverage, whatever the order in which they happen to run, that every rule is found in its
// file, and that no question about one fails.
func TestCorpus(t *testing.T) {
	paths := corpus(t)
	var first []byte
	for range 2 {
		suite := cover.New()
		_, err := promtool.Run(t.Context(), paths, promtool.Options{Cover: suite})
		require.NoError(t, err)
		var data bytes.Buffer
		require.NoError(t, suite.Report().JSON(&data))
		require.NotContains(t, data.String(), `"problem"`)
		require.Equal(t, strings.Count(data.String(), `"outcome"`), strings.Count(data.String(), `"span"`))
		if first == nil {
			first = data.Bytes()
		}
		require.Equal(t, string(first), data.String())
	}
}
