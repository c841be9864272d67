package rules

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// For makes the alerts pending for d before they fire. Where their texts say for how long ("for more than 15 minutes"), they say d.
func (s *Selection) For(d time.Duration) *Selection {
	return s.alertRules("For", func(r *loadedRule) error {
		err := r.follow(r.alert.forTexts(d))
		r.alert.For = d
		return err
	})
}

// KeepFiringFor makes the alerts fire for d longer than their expressions yield something.
func (s *Selection) KeepFiringFor(d time.Duration) *Selection {
	return s.alerts("KeepFiringFor", func(a *Alert) error {
		a.KeepFiringFor = d
		return nil
	})
}

// Severity gives the alerts the label severity.
func (s *Selection) Severity(severity Severity) *Selection {
	return s.alerts("Severity", func(a *Alert) error {
		delete(a.Labels, "severity")
		a.Severity = severity
		return nil
	})
}

// Label gives the rules a label, whatever value it had.
func (s *Selection) Label(name, value string) *Selection {
	return s.each("Label", func(r *loadedRule) error {
		if r.recording != nil {
			r.recording.Labels = with(r.recording.Labels, name, value)
			return nil
		}
		if name == "severity" {
			delete(r.alert.Labels, name)
			if r.alert.Severity = Severity(value); value != "" {
				return nil
			}
		}
		r.alert.Labels = with(r.alert.Labels, name, value)
		return nil
	})
}

// Annotation gives the alerts an annotation, whatever value it had.
func (s *Selection) Annotation(name, value string) *Selection {
	return s.alerts("Annotation", func(a *Alert) error {
		if field := a.annotation(name); field != nil {
			delete(a.Annotations, name)
			if *field = value; value != "" {
				return nil
			}
		}
		a.Annotations = with(a.Annotations, name, value)
		return nil
	})
}

// NoLabel takes a label from the rules. That a rule does not have it, or has it from its group, is an error.
func (s *Selection) NoLabel(name string) *Selection {
	return s.each("NoLabel", func(r *loadedRule) error {
		values := map[string]string(nil)
		switch {
		case r.recording != nil:
			values = r.recording.Labels
		case name == "severity" && r.alert.Severity != "":
			r.alert.Severity = ""
			return nil
		default:
			values = r.alert.Labels
		}
		if _, ok := values[name]; !ok {
			return fmt.Errorf("it has no label %s", name)
		}
		delete(values, name)
		return nil
	})
}

// NoAnnotation takes an annotation from the alerts. That an alert does not have it is an error.
func (s *Selection) NoAnnotation(name string) *Selection {
	return s.alerts("NoAnnotation", func(a *Alert) error {
		if field := a.annotation(name); field != nil && *field != "" {
			*field = ""
			return nil
		}
		if _, ok := a.Annotations[name]; !ok {
			return fmt.Errorf("it has no annotation %s", name)
		}
		delete(a.Annotations, name)
		return nil
	})
}

// Rename gives the alerts another name.
func (s *Selection) Rename(name string) *Selection {
	return s.alerts("Rename", func(a *Alert) error {
		a.Name = name
		return nil
	})
}

// Drop removes the rules, and groups that are left without one.
func (s *Selection) Drop() {
	for _, r := range s.rules {
		g := r.group
		g.rules = slices.DeleteFunc(g.rules, func(other *loadedRule) bool { return other == r })
		if len(g.rules) == 0 {
			s.set.groups = slices.DeleteFunc(s.set.groups, func(other *loadedGroup) bool { return other == g })
		}
	}
	s.rules = nil
}

// Each calls change for each of the alerts, to change whatever of it. Its maps are not nil.
func (s *Selection) Each(change func(*Alert)) *Selection {
	return s.alerts("Each", func(a *Alert) error {
		expr := a.Expr
		if change(a); a.Expr == nil {
			a.Expr = expr
			return errors.New("it has no expression any more")
		}
		return nil
	})
}

// each changes the rules that are selected. What cannot be changed is an error of the set.
func (s *Selection) each(call string, change func(*loadedRule) error) *Selection {
	for _, r := range s.rules {
		if err := change(r); err != nil {
			s.set.fail("%s: %s: %w", r.subject(), call, err)
		}
	}
	return s
}

// alerts changes the alerts that are selected: recording rules are an error.
func (s *Selection) alerts(call string, change func(*Alert) error) *Selection {
	return s.alertRules(call, func(r *loadedRule) error { return change(r.alert) })
}

// alertRules is alerts with all that is known of each.
func (s *Selection) alertRules(call string, change func(*loadedRule) error) *Selection {
	return s.each(call, func(r *loadedRule) error {
		if r.alert == nil {
			return errors.New("only alerts have that: select them with Alerts")
		}
		return change(r)
	})
}

// annotation returns the field that becomes an annotation, nil if none does.
func (a *Alert) annotation(name string) *string {
	return map[string]*string{"summary": &a.Summary, "description": &a.Description, "runbook_url": &a.RunbookURL}[name]
}

// with returns values with one more.
func with(values map[string]string, key, value string) map[string]string {
	values = maps.Clone(values)
	if values == nil {
		values = map[string]string{}
	}
	values[key] = value
	return values
}
