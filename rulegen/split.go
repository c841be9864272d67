package rulegen

import (
	"fmt"

	"github.com/promwright/promwright/rules"
)

// splitAt is how large an object becomes unless its target says otherwise, in bytes of JSON: well below the 262,144 that
// kubectl apply takes.
const splitAt = 204_800

// pack puts groups, in their order, into parts of at most limit bytes each; a group that alone is larger is a part of its
// own. Groups are never split, for their rules are evaluated in turn. The size of a part without groups is what every part has.
func pack(groups []rules.PlainGroup, limit int, size func(...rules.PlainGroup) (int, error)) ([][]rules.PlainGroup, error) {
	if limit == 0 {
		limit = splitAt
	}
	empty, err := size()
	if err != nil {
		return nil, err
	}
	var (
		parts [][]rules.PlainGroup
		fill  int // of the last part
	)
	for _, group := range groups {
		n, err := size(group)
		if err != nil {
			return nil, err
		}
		n += len(",") - empty
		if len(parts) == 0 || fill+n > limit {
			parts = append(parts, nil)
			fill = empty
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], group)
		fill += n
	}
	return parts, nil
}

// numbered returns name for index 0, then name-2, name-3 and so on.
func numbered(name string, i int) string {
	if i == 0 {
		return name
	}
	return fmt.Sprintf("%s-%d", name, i+1)
}
