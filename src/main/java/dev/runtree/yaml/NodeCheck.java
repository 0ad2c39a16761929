package dev.runtree.yaml;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Refuses what is well-formed and still no file that anybody means: values that contain themselves, a few lines that are
 * millions of values once their aliases are followed, and keys that stand twice.
 */
final class NodeCheck {
    static final int DEEPEST = 100;

    private final String file;
    private final long most;
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();

    /** @param most values that it may be with its aliases followed */
    NodeCheck(String file, long most) {
        this.file = file;
        this.most = most;
    }

    /** @throws BadFile with the place of what is refused */
    void check(Node root) {
        size(root, 0);
    }

    /** With its aliases followed. */
    private long size(Node node, int depth) {
        var known = sizes.get(node);
        if (known != null) {
            return known;
        }
        var value = new YamlValue(file, node);
        if (open.putIfAbsent(node, true) != null) {
            throw value.bad("this contains itself by an alias (*), so it has no end; write it out instead");
        }
        if (depth > DEEPEST) {
            throw value.bad("this lies more than " + DEEPEST + " levels deep, which is more than anything here needs");
        }
        if (node instanceof MappingNode map) {
            keysOnce(map);
        }
        var size = 1L;
        for (var child : children(node).toList()) {
            size += size(child, depth + 1);
            if (size > most) {
                throw value.bad("with its aliases (*) followed, this is more than " + most
                        + " values; write out what is meant");
            }
        }
        open.remove(node);
        sizes.put(node, size);
        return size;
    }

    private static Stream<Node> children(Node node) {
        return switch (node) {
            case MappingNode map ->
                map.getValue().stream().flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()));
            case SequenceNode list -> list.getValue().stream();
            default -> List.<Node>of().stream();
        };
    }

    private void keysOnce(MappingNode map) {
        var seen = new HashSet<String>();
        for (var tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && !seen.add(key.getValue())) {
                throw new YamlValue(file, key).bad("the key \"" + key.getValue() + "\" stands here a second time");
            }
        }
    }
}
