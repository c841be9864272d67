package config

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/lint"
)

// alertmanagerKey names the configuration of the Alertmanager that alerts are sent to.
const alertmanagerKey = "alertmanager"

// readAlertmanager reads the inhibition rules of an Alertmanager.
func (r *reader) readAlertmanager(value *yaml.Node) {
	r.open(alertmanagerKey, value, func(other *reader, root *yaml.Node) {
		r.alertmanager, r.inhibit = other.name, []lint.InhibitRule{}
		rules := other.at(root, "inhibit_rules")
		if rules == nil || isNothing(rules) {
			return
		}
		if rules.Kind != yaml.SequenceNode {
			other.fail(other.span(rules), "inhibit_rules must be a list, not %s", shown(rules))
			return
		}
		for _, rule := range rules.Content {
			r.inhibit = append(r.inhibit, other.inhibitRule(resolved(rule)))
		}
	})
}

// inhibitRule reads one inhibition rule.
func (r *reader) inhibitRule(node *yaml.Node) lint.InhibitRule {
	rule := lint.InhibitRule{File: r.name, Pos: r.position(node.Line, node.Column)}
	r.mapping(node, "an inhibit rule", func(key, value *yaml.Node) {
		side, form, _ := strings.Cut(key.Value, "_")
		into := &rule.Source
		if side == "target" {
			into = &rule.Target
		}
		switch key.Value {
		case "name":
			rule.Name = value.Value
		case "equal":
			for _, name := range r.texts("equal", value) {
				rule.Equal = append(rule.Equal, name.Value)
			}
		case "source_matchers", "target_matchers":
			*into = append(*into, r.matchers(key.Value, value)...)
		case "source_match", "target_match", "source_match_re", "target_match_re":
			*into = append(*into, r.pairs(key.Value, value, strings.HasSuffix(form, "_re"))...)
		} // other keys are those of a newer Alertmanager
	})
	return rule
}

// texts reads a list of texts, such as the names of labels. Nothing at all counts as an empty list.
func (r *reader) texts(key string, value *yaml.Node) []*yaml.Node {
	if isNothing(value) {
		return nil
	}
	if value.Kind != yaml.SequenceNode {
		r.fail(r.span(value), "%s must be a list, not %s", key, shown(value))
		return nil
	}
	var texts []*yaml.Node
	for _, item := range value.Content {
		if item = resolved(item); item.Kind != yaml.ScalarNode {
			r.fail(r.span(item), "%s must be a list of texts, not of %s", key, shown(item))
			continue
		}
		texts = append(texts, item)
	}
	return texts
}

// matchers reads a list of matchers in Alertmanager's language.
func (r *reader) matchers(key string, value *yaml.Node) []*labels.Matcher {
	var all []*labels.Matcher
	for _, item := range r.texts(key, value) {
		read, err := parseMatchers(item.Value)
		if err != nil {
			r.fail(r.span(item), "%s %s: %v", key, shown(item), err)
		}
		all = append(all, read...)
	}
	return all
}

// pairs reads matchers that are written as a mapping of labels to values, or to regular expressions.
func (r *reader) pairs(key string, value *yaml.Node, regexps bool) []*labels.Matcher {
	kind := labels.MatchEqual
	if regexps {
		kind = labels.MatchRegexp
	}
	var all []*labels.Matcher
	r.mapping(value, key, func(name, value *yaml.Node) {
		m, err := labels.NewMatcher(kind, name.Value, value.Value)
		if value.Kind != yaml.ScalarNode || err != nil {
			r.fail(r.span(value), "%s of %s must be %s, not %s", name.Value, key, wanted(regexps), shown(value))
			return
		}
		all = append(all, m)
	})
	slices.SortFunc(all, func(a, b *labels.Matcher) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func wanted(regexps bool) string {
	if regexps {
		return "a regular expression"
	}
	return "a text"
}
