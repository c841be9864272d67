package objectsize

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// size is how large an object is, in bytes.
type size struct {
	spec       int // as YAML, which the operators measure
	data       int // of all values of data, decoded
	annotation int // of the annotations, with the one that kubectl apply adds: the object as JSON
}

// measure returns the sizes of the objects of a file by kind, namespace and name, several of one name in order.
func measure(source []byte) map[string][]size {
	sizes := map[string][]size{}
	decoder := yaml.NewDecoder(bytes.NewReader(source))
	for {
		var document any
		if err := decoder.Decode(&document); err != nil {
			return sizes // io.EOF, or what the reader of rule files has reported
		}
		add(sizes, document, 0)
	}
}

// add adds the sizes of a document, of the items of a list.
func add(sizes map[string][]size, document any, depth int) {
	object, ok := document.(map[string]any)
	if !ok {
		return
	}
	if items, ok := object["items"].([]any); ok && depth == 0 {
		for _, item := range items {
			add(sizes, item, depth+1)
		}
		return
	}
	metadata, _ := object["metadata"].(map[string]any)
	name := fmt.Sprintf("%s %s/%s", text(object["kind"]), text(metadata["namespace"]), text(metadata["name"]))
	sizes[name] = append(sizes[name], sizeOf(object, metadata))
}

func text(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

func sizeOf(object, metadata map[string]any) size {
	s := size{annotation: len("kubectl.kubernetes.io/last-applied-configuration")}
	annotations, _ := metadata["annotations"].(map[string]any)
	for key, value := range annotations {
		if key != "kubectl.kubernetes.io/last-applied-configuration" {
			s.annotation += len(key) + len(text(value))
		}
	}
	delete(annotations, "kubectl.kubernetes.io/last-applied-configuration")
	if encoded, err := json.Marshal(object); err == nil { // with < and > escaped, as kubectl does
		s.annotation += len(encoded) + len("\n")
	}
	if annotations == nil {
		s.annotation += len(`"annotations":{},`)
	}
	if spec, ok := object["spec"]; ok {
		var out bytes.Buffer
		encoder := yaml.NewEncoder(&out)
		encoder.SetIndent(2)
		if err := encoder.Encode(spec); err == nil {
			s.spec = out.Len()
		}
	}
	for key, encoded := range map[string]bool{"data": object["kind"] == "Secret", "binaryData": true, "stringData": false} {
		data, _ := object[key].(map[string]any)
		for _, value := range data {
			s.data += length(text(value), encoded)
		}
	}
	return s
}

// length is how many bytes a text stands for.
func length(text string, encoded bool) int {
	if !encoded {
		return len(text)
	}
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return len(text)
	}
	return len(decoded)
}
