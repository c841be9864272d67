package diff

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

// fieldNames is what a change of a field of rules.PlainGroup or rules.PlainRule is called. Those that are missing mean nothing.
var fieldNames = map[string]string{
	"Interval": "interval", "QueryOffset": "query_offset", "Limit": "limit", "Labels": "label random", "Name": "name",
	"Alert": "name", "Record": "name", "Expr": "threshold", "For": "for", "KeepFiringFor": "keep_firing_for", "Annotations": "annotation random",
	"PartialResponseStrategy": "partial_response_strategy", "SourceTenants": "source_tenants",
}

// TestOneFieldChanged asserts that a change of one field of random groups is told as that and nothing else, and no change as none.
func TestOneFieldChanged(t *testing.T) {
	told := map[string]bool{}
	for seed := range uint64(3000) {
		rng := rand.New(rand.NewPCG(seed, 0))
		old, new := randomGroups(rand.New(rand.NewPCG(seed, 1))), randomGroups(rand.New(rand.NewPCG(seed, 1)))
		require.Empty(t, Groups(old, new))

		group := rng.IntN(len(new))
		changed, owner := reflect.ValueOf(&new[group]).Elem(), "group "+old[group].Name
		if rules := new[group].Rules; rng.IntN(3) > 0 {
			i := rng.IntN(len(rules))
			changed, owner = reflect.ValueOf(&rules[i]).Elem(), kind(rules[i])+" "+rules[i].Name()
		}
		field := changed.Type().Field(rng.IntN(changed.NumField())).Name
		if field == "Rules" || field == "At" || field == "Record" && !changed.FieldByName("Alert").IsZero() || field == "Alert" && changed.FieldByName("Alert").IsZero() {
			continue
		}
		require.Contains(t, fieldNames, field, "field %s of %s is new: compare it, and name it here", field, changed.Type())
		change(t, changed.FieldByName(field), field, rng)
		changes := Groups(old, new)
		require.Len(t, changes, 1, "%d: %s of %s: %v", seed, field, owner, changes)
		require.Equal(t, Changed, changes[0].Kind)
		require.Equal(t, owner, changes[0].Subject)
		require.Len(t, changes[0].Fields, 1, "%d: %s: %s", seed, field, changes[0])
		require.Equal(t, fieldNames[field], changes[0].Fields[0].Name)
		told[changed.Type().Name()+"."+field] = true
	}
	for _, value := range []any{rules.PlainGroup{}, rules.PlainRule{}} {
		for _, field := range reflect.VisibleFields(reflect.TypeOf(value)) {
			if field.Name != "Rules" && field.Name != "At" {
				require.Contains(t, told, reflect.TypeOf(value).Name()+"."+field.Name, "a field whose change was never told")
			}
		}
	}
}

// change gives a field another value.
func change(t *testing.T, v reflect.Value, name string, rng *rand.Rand) {
	t.Helper()
	switch value := v.Addr().Interface().(type) {
	case *string:
		*value += "1" // of an expression, a digit of its threshold
	case *int:
		*value += 1 + rng.IntN(3)
	case *time.Duration:
		*value += time.Duration(1+rng.IntN(100)) * time.Second
	case **time.Duration:
		*value = new(time.Duration(1+rng.IntN(100)) * time.Hour)
	case *map[string]string:
		if *value == nil {
			*value = map[string]string{}
		}
		(*value)["random"] += "x"
	case *[]string:
		*value = append(*value, fmt.Sprint("random", rng.IntN(3)))
	default:
		require.Fail(t, "a field of another type", "%s is %s", name, v.Type())
	}
}

// randomGroups returns groups whose rules all have names and expressions of their own.
func randomGroups(rng *rand.Rand) []rules.PlainGroup {
	labels := func() map[string]string {
		return []map[string]string{nil, {"severity": "warning"}, {"random": "y", "team": "sre"}}[rng.IntN(3)]
	}
	groups := make([]rules.PlainGroup, 1+rng.IntN(4))
	for i := range groups {
		g := &groups[i]
		*g = rules.PlainGroup{Name: fmt.Sprint("g", i), Interval: time.Duration(rng.IntN(2)) * time.Minute, Limit: rng.IntN(2), Labels: labels()}
		for j := range 1 + rng.IntN(4) {
			rule := rules.PlainRule{Expr: fmt.Sprintf("m%d_%d > %d", i, j, rng.IntN(9)), Labels: labels()}
			if name := fmt.Sprintf("r%d:%d", i, j); rng.IntN(3) == 0 {
				rule.Record = name
			} else {
				rule.Alert, rule.For, rule.Annotations = name, time.Duration(rng.IntN(2))*time.Minute, labels()
			}
			g.Rules = append(g.Rules, rule)
		}
	}
	return groups
}

// TestOneRuleMoved asserts the same of rules that move, come and go.
func TestOneRuleMoved(t *testing.T) {
	for seed := range uint64(1000) {
		rng := rand.New(rand.NewPCG(seed, 0))
		old, new := randomGroups(rand.New(rand.NewPCG(seed, 1))), randomGroups(rand.New(rand.NewPCG(seed, 1)))
		from, to := rng.IntN(len(new)), rng.IntN(len(new))
		i := rng.IntN(len(new[from].Rules))
		rule := new[from].Rules[i]
		subject := kind(rule) + " " + rule.Name()
		new[from].Rules = slices.Delete(new[from].Rules, i, i+1)

		require.Equal(t, []Change{{Kind: Dropped, Subject: subject}}, Groups(old, new))
		require.Equal(t, []Change{{Kind: Added, Subject: subject}}, Groups(new, old))

		j := rng.IntN(len(new[to].Rules) + 1)
		new[to].Rules = slices.Insert(new[to].Rules, j, rule)
		changes := Groups(old, new)
		switch {
		case from == to && i == j:
			require.Empty(t, changes)
		case from == to:
			require.Len(t, changes, 1)
			require.Equal(t, "order", changes[0].Fields[0].Name)
			if d := i - j; d != 1 && d != -1 { // of two neighbours, either moved
				require.Equal(t, rule.Name(), changes[0].Fields[0].New)
			}
		default:
			require.Equal(t, []Change{{Subject: subject, Fields: []Field{{Name: "group", Old: old[from].Name, New: old[to].Name}}}}, changes)
		}
	}
}
