package rulegen

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/stretchr/testify/require"
	yaml3 "go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/rules"
)

// TestCorpus asserts that published rules survive generation: they read back equal, and their expressions
// byte for byte where a literal block can hold them.
func TestCorpus(t *testing.T) {
	root := filepath.FromSlash("../../shared/corpus/rules")
	if _, err := os.Stat(root); err != nil {
		t.Skip("no corpus of rules beside the repository")
	}
	spaces := regexp.MustCompile(`(?m)^\s|\t|\r|[ \t]$|\s\z`)
	var files, total, touched int
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") && !strings.HasSuffix(path, ".yml") {
			return err
		}
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		var file struct {
			rulefmt.RuleGroups `yaml:",inline"`
			Spec               rulefmt.RuleGroups
		}
		if yaml3.Unmarshal(src, &file) != nil {
			return nil
		}
		groups := plain(rulefmt.RuleGroups{Groups: append(file.Groups, file.Spec.Groups...)})
		content, err := RuleFile{}.Generate(groups)
		if err != nil {
			t.Logf("%s is refused: %.300v", path, err)
			return nil
		}
		files++
		read, errs := rulefmt.Parse(content, false, model.UTF8Validation, exprs, promslog.NewNopLogger())
		require.Empty(t, errs, path)
		if diff := cmp.Diff(tidyGroups(groups), plain(*read)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
		for _, group := range groups {
			for _, rule := range group.Rules {
				total++
				if expr := tidy(rule.Expr); expr != rule.Expr {
					if expr+"\n" != rule.Expr {
						touched++
					}
					require.Regexp(t, spaces, rule.Expr, "touched without a reason: %q", rule.Expr)
				}
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.NotZero(t, files)
	t.Logf("%d files, %d rules, %d expressions touched otherwise than by a line break at the end", files, total, touched)
}

// FuzzGenerate asserts that no rule crashes a target, and that Prometheus and rulefile read
// whatever is not refused.
func FuzzGenerate(f *testing.F) {
	f.Add("node", "NodeDown", "up == 0", "severity", "on", "{{ $value }}\n a", int64(time.Minute))
	f.Add(" ", "1:30", "a{b=`\n `} # x \n+ c", "é", "\r", "\n\n", int64(1))
	f.Fuzz(func(t *testing.T, group, alert, expr, name, value, annotation string, duration int64) {
		groups := []rules.PlainGroup{{Name: group, Rules: []rules.PlainRule{{
			Alert: alert, Expr: expr, For: time.Duration(duration), Labels: map[string]string{name: value}, Annotations: map[string]string{"summary": annotation},
		}}}}
		if _, err := (PrometheusRule{Name: name, Namespace: group, Release: value, Prometheus: alert}).Generate(groups); err != nil {
			require.NotEmpty(t, err.Error())
		}
		for _, test := range everyTarget {
			if content, err := test.target.Generate(groups); err == nil {
				readsBack(t, test.target, groups, content)
			}
		}
		content, err := RuleFile{}.Generate(groups)
		if err != nil {
			return
		}
		var read rulefmt.RuleGroups
		require.NoError(t, yaml3.Unmarshal(content, &read), "%s", content)
		require.Empty(t, cmp.Diff(tidyGroups(groups), plain(read)), "%s", content)
		require.NotRegexp(t, `(?m)[ \t\r]$`, string(content))
	})
}
