package rulegen

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/promwright/promwright/rules"
)

// VMRule is the [Target] that the operator of VictoriaMetrics reads for vmalert: an object of apiVersion
// operator.victoriametrics.com/v1beta1.
//
//	rulegen.VMRule{Name: "node", Namespace: "monitoring"}
//
// Expressions are written as they are: what PromQL means, MetricsQL mostly means too. The QueryOffset of a group becomes its
// eval_delay, which is the same: evaluations ask for what was so long ago.
type VMRule struct {
	Name        string            // of the object: a DNS name of at most 253 bytes
	Namespace   string            // of the object; empty: the one that it is applied to
	Labels      map[string]string // of the object
	Annotations map[string]string // of the object
	SplitAt     int               // as of a [PrometheusRule]
	ServerSide  bool              // as of a [PrometheusRule]
}

// Format returns "vmrule".
func (VMRule) Format() string { return "vmrule" }

// Generate returns the object that holds groups, or several if it would be large, or every reason why Kubernetes, the
// operator or vmalert would refuse it or read something else, joined.
func (r VMRule) Generate(groups []rules.PlainGroup) ([]byte, error) {
	m := manifest{
		meta:       meta{subject(r.Format(), r.Name), r.Name, r.Namespace, r.Labels, r.Annotations},
		apiVersion: "operator.victoriametrics.com/v1beta1",
		kind:       "VMRule",
		put:        putVictoriaMetrics,
		most:       operatorMost,
		splitAt:    r.SplitAt,
		serverSide: r.ServerSide,
	}
	groups = tidyGroups(groups)
	errs := append(m.validate(), validate(m.subject, groups, vmalert.newest().viaJSON())...)
	for _, group := range groups {
		errs = append(errs, checkVictoriaMetrics(group)...)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return m.generate(groups)
}

// putVictoriaMetrics makes groups the spec of an object, as vmalert spells them.
func putVictoriaMetrics(o *object, groups []rules.PlainGroup) error {
	doc := newDocument(groups)
	for i := range doc.Groups {
		g := &doc.Groups[i]
		g.QueryOffset, g.EvalDelay = nil, g.QueryOffset
	}
	o.Spec = doc
	return nil
}

// envVariable is what vmalert puts an environment variable in place of, if there is one.
var envVariable = regexp.MustCompile(`%\{[A-Za-z_][A-Za-z0-9_]*\}`)

// checkVictoriaMetrics returns what only vmalert refuses, or reads in another way.
func checkVictoriaMetrics(group rules.PlainGroup) []error {
	v := &validator{}
	for i, rule := range group.Rules {
		kind := "alert "
		if rule.Alert == "" {
			kind = "recording rule "
		}
		v.at(rule.At, kind+rule.Name())
		same := slices.IndexFunc(group.Rules[:i], func(other rules.PlainRule) bool {
			return other.Alert == rule.Alert && other.Record == rule.Record && other.Expr == rule.Expr && maps.Equal(other.Labels, rule.Labels)
		})
		if same >= 0 {
			v.errorf("rule %d of group %s has the same name, expression and labels, which vmalert refuses", same+1, group.Name)
		}
		v.noVariables("name", rule.Name())
		v.noVariables("expression", rule.Expr)
		if found := rawBackslash(rule.Expr); found != "" {
			v.errorf("expression has the string %s, whose end vmalert does not see behind a backslash; write it in double quotes", found)
		}
		for _, key := range sortedKeys(rule.Labels) {
			v.noVariables("label "+key, rule.Labels[key])
		}
		for _, key := range sortedKeys(rule.Annotations) {
			v.noVariables("annotation "+key, rule.Annotations[key])
		}
	}
	return v.errs
}

// quoted is a string of PromQL, or a comment, in which quotes have no meaning.
var quoted = regexp.MustCompile("`[^`]*`" + `|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*`)

// rawBackslash returns a string of expr in backquotes that ends in a backslash, or "".
func rawBackslash(expr string) string {
	for _, found := range quoted.FindAllString(expr, -1) {
		if strings.HasSuffix(found, "\\`") && found[0] == '`' {
			return found
		}
	}
	return ""
}

// noVariables adds an error if vmalert would put environment variables into a text.
func (v *validator) noVariables(field, text string) {
	if found := envVariable.FindString(text); found != "" {
		v.errorf("%s has %s, in whose place vmalert puts the environment variable %s", field, found, found[2:len(found)-1])
	}
}
