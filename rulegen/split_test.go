package rulegen

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/rulefile"
)

// sized returns a group whose JSON has about so many bytes.
func sized(name string, bytes int) rules.PlainGroup {
	return rules.PlainGroup{Name: name, At: "node.go:" + name, Rules: []rules.PlainRule{{
		Alert: "A", Expr: "up", Annotations: map[string]string{"summary": strings.Repeat("x", bytes)},
	}}}
}

// TestSplit asserts that groups stay whole and in order, and that an object is as full as it can be.
func TestSplit(t *testing.T) {
	for name, test := range map[string]struct {
		sizes []int
		want  [][]string // the groups of each object
	}{
		"all fit":                          {[]int{60_000, 60_000, 60_000}, [][]string{{"1", "2", "3"}}},
		"the last does not":                {[]int{60_000, 60_000, 60_000, 60_000}, [][]string{{"1", "2", "3"}, {"4"}}},
		"order is kept":                    {[]int{150_000, 100_000, 10_000, 150_000, 10}, [][]string{{"1"}, {"2", "3"}, {"4", "5"}}},
		"one is larger, but not too large": {[]int{10, 230_000, 10}, [][]string{{"1"}, {"2"}, {"3"}}},
	} {
		t.Run(name, func(t *testing.T) {
			var groups []rules.PlainGroup
			for i, size := range test.sizes {
				groups = append(groups, sized(fmt.Sprint(i+1), size))
			}
			for _, target := range []Target{
				PrometheusRule{Name: "node", Release: "kps"},
				VMRule{Name: "node"},
				ConfigMap{Name: "node", Key: "node.yaml"},
				HelmValues{Key: "node"},
			} {
				content, err := target.Generate(groups)
				require.NoError(t, err)
				require.Equal(t, test.want, objects(t, target, content), target.Format())
			}
		})
	}
}

// objects returns the names of the groups of each object, or each entry of Helm values, in content.
func objects(t *testing.T, target Target, content []byte) (all [][]string) {
	number := 0
	for _, document := range bytes.Split(content, []byte("---\n")) {
		starts := 1
		if target.Format() == "helmvalues" {
			starts = bytes.Count(document, []byte("    groups:\n"))
		}
		for i := range starts {
			number++
			name := numbered("node", number-1)
			if target.Format() == "helmvalues" {
				require.Contains(t, string(document), "\n  "+name+":\n    groups:\n")
				all = append(all, nil)
				part := strings.Split(string(document), "    groups:\n")[i+1]
				for _, line := range strings.Split(part, "\n") {
					if group, ok := strings.CutPrefix(line, `    - name: "`); ok {
						all[number-1] = append(all[number-1], strings.TrimSuffix(group, `"`))
					}
				}
				continue
			}
			require.Contains(t, string(document), "metadata:\n  name: "+name+"\n")
			all = append(all, nil)
			file := rulefile.Parse("objects.yaml", document)
			require.Empty(t, file.Errors)
			for _, group := range file.Groups {
				all[number-1] = append(all[number-1], group.Name.Value)
			}
		}
	}
	return all
}

func TestSplitLimits(t *testing.T) {
	large := []rules.PlainGroup{sized("1", 10), sized("2", 600_000)}
	for name, test := range map[string]struct {
		target Target
		want   string
	}{
		"a group above what kubectl takes": {PrometheusRule{Name: "node", Release: NoRelease},
			"node.go:2: rulegen: group 2: 600088 bytes of rules are above 524288, the most the operator takes in one PrometheusRule; a group is not split, for its rules are evaluated in turn: make two of it"},
		"a group in values": {HelmValues{Key: "node"},
			"node.go:2: rulegen: group 2: 600088 bytes of rules are above 524288, the most the operator takes in one PrometheusRule; a group is not split, for its rules are evaluated in turn: make two of it"},
		"a group in a ConfigMap": {ConfigMap{Name: "node"},
			"node.go:2: rulegen: group 2: 600261 bytes of JSON are above 262144, the most kubectl apply takes (the API server takes 1048576); a group is not split, for its rules are evaluated in turn: make two of it, or set ServerSide"},
		"a limit above that of kubectl": {VMRule{Name: "node", SplitAt: 300_000}, "rulegen: vmrule node: SplitAt is 300000 bytes, want 0 to 262144"},
		"a limit below 0":               {PrometheusRule{Name: "node", Release: NoRelease, SplitAt: -1, ServerSide: true}, "rulegen: prometheusrule node: SplitAt is -1 bytes, want 0 to 524288"},
		"a name that has no room for a number": {ConfigMap{Name: strings.Repeat("a", 252), SplitAt: 1, ServerSide: true},
			fmt.Sprintf("rulegen: configmap %[1]s: name \"%[1]s-2\" has 254 bytes, more than 253", strings.Repeat("a", 252))},
		"a key that has no room for a number": {HelmValues{Key: strings.Repeat("a", 36), SplitAt: 1},
			fmt.Sprintf("rulegen: helmvalues %[1]s: key \"%[1]s-2\" has 38 bytes, more than 36: behind a long name of the release, the chart would cut it", strings.Repeat("a", 36))},
	} {
		t.Run(name, func(t *testing.T) {
			content, err := test.target.Generate(large)
			require.EqualError(t, err, test.want)
			require.Nil(t, content)
		})
	}
	content, err := ConfigMap{Name: "node", ServerSide: true}.Generate(large)
	require.NoError(t, err)
	require.Contains(t, string(content), "\n  node-2.rules.yaml: |\n", "the files of several ConfigMaps can be in one folder")
}
