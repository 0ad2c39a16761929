package dev.runtree.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value in a YAML file that knows where it stands. Every reading method throws {@link BadFile} with that place. */
public final class YamlValue {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)");

    private final String file;
    private final Node node;

    YamlValue(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** The mistake that stands here. */
    public BadFile bad(String what) {
        return new BadFile(place() + ": " + what);
    }

    public BadFile bad(String what, Throwable cause) {
        return new BadFile(place() + ": " + what, cause);
    }

    /** The line in which it stands, from 1. */
    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    private String place() {
        var mark = node.getStartMark();
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    /** Refuses every key that is not known, naming the nearest one that is, and keys that stand twice. */
    public YamlValue onlyKeys(Set<String> known) {
        var seen = new HashSet<String>();
        for (NodeTuple tuple : mapping().getValue()) {
            var key = new YamlValue(file, tuple.getKeyNode());
            var word = key.text();
            if (!known.contains(word)) {
                var sorted = known.stream().sorted().toList();
                throw key.bad("unknown key \"" + word + "\"" + Nearest.hint(word, sorted) + " (known: "
                        + String.join(", ", sorted) + ")");
            }
            if (!seen.add(word)) {
                throw key.bad("the key \"" + word + "\" stands here a second time");
            }
        }
        return this;
    }

    /** The value of a key; empty when there is none or it is null. */
    public Optional<YamlValue> get(String key) {
        for (NodeTuple tuple : mapping().getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode word && word.getValue().equals(key)) {
                return Tag.NULL.equals(tuple.getValueNode().getTag())
                        ? Optional.empty()
                        : Optional.of(new YamlValue(file, tuple.getValueNode()));
            }
        }
        return Optional.empty();
    }

    /** The value of a key that is there, be it null. */
    public YamlValue member(String key) {
        return mapping().getValue().stream()
                .filter(tuple -> new YamlValue(file, tuple.getKeyNode()).text().equals(key))
                .map(tuple -> new YamlValue(file, tuple.getValueNode()))
                .findFirst()
                .orElseThrow(() -> bad("\"" + key + "\" is missing"));
    }

    public YamlValue need(String key) {
        return get(key).orElseThrow(() -> bad("\"" + key + "\" is missing"));
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The items of a list; a value that is not a list is a list of itself. */
    public List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        return sequence.getValue().stream()
                .map(item -> new YamlValue(file, item))
                .toList();
    }

    public String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw bad("text was expected here, not " + form());
    }

    /** Text with something in it. */
    public String word() {
        var text = text().strip();
        if (text.isEmpty()) {
            throw bad("this must not be empty");
        }
        return text;
    }

    /**
     * The file or folder that is named here.
     *
     * @param folder that relative names are of
     */
    public Path path(Path folder) {
        try {
            return folder.resolve(word());
        } catch (InvalidPathException e) {
            throw bad("this cannot be the name of a file: " + e.getReason(), e);
        }
    }

    public double number() {
        try {
            return Double.parseDouble(text());
        } catch (NumberFormatException e) {
            throw bad("a number was expected here, not \"" + text() + "\"", e);
        }
    }

    public int whole(int least) {
        try {
            var number = Integer.parseInt(text());
            if (number < least) {
                throw bad("a whole number of at least " + least + " was expected here, not " + number);
            }
            return number;
        } catch (NumberFormatException e) {
            throw bad("a whole number was expected here, not \"" + text() + "\"", e);
        }
    }

    /** Such as {@code 250ms}, {@code 1.5s}, {@code 10m}, {@code 2h} or {@code 7d}. */
    public Duration duration() {
        var match = DURATION.matcher(text().strip());
        if (!match.matches()) {
            throw bad("a time such as 250ms, 1.5s, 2m, 3h or 7d was expected here, not \"" + text() + "\"");
        }
        var unit = switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
        var nanos = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw bad("a time of less than 292 years was expected here, not \"" + text() + "\"");
        }
        return Duration.ofNanos(nanos.longValue());
    }

    public boolean truth() {
        return switch (text().strip().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw bad("true or false was expected here, not \"" + text() + "\"");
        };
    }

    /** The value with all beneath it, as JSON. */
    public JsonNode json() {
        var make = JsonNodeFactory.instance;
        return switch (node) {
            case MappingNode map -> {
                var object = make.objectNode();
                for (NodeTuple tuple : map.getValue()) {
                    object.set(
                            new YamlValue(file, tuple.getKeyNode()).text(),
                            new YamlValue(file, tuple.getValueNode()).json());
                }
                yield object;
            }
            case SequenceNode list -> {
                var array = make.arrayNode();
                items().forEach(item -> array.add(item.json()));
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar, make);
            default -> throw bad("this cannot be read");
        };
    }

    private JsonNode scalar(ScalarNode scalar, JsonNodeFactory make) {
        var text = scalar.getValue();
        var tag = scalar.getTag();
        try {
            if (Tag.NULL.equals(tag)) {
                return make.nullNode();
            } else if (Tag.BOOL.equals(tag)) {
                return make.booleanNode(List.of("true", "yes", "on").contains(text.toLowerCase(java.util.Locale.ROOT)));
            } else if (Tag.INT.equals(tag)) {
                return make.numberNode(new BigInteger(text));
            } else if (Tag.FLOAT.equals(tag)) {
                return make.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            throw bad("this number cannot be written as JSON: " + text, e);
        }
        return make.textNode(text);
    }

    private MappingNode mapping() {
        if (node instanceof MappingNode map) {
            return map;
        }
        throw bad("keys and values were expected here, not " + form());
    }

    private String form() {
        return switch (node) {
            case MappingNode map -> "keys and values";
            case SequenceNode list -> "a list";
            default -> "text";
        };
    }

    /** All keys, in the order of the file. */
    public List<String> keys() {
        var keys = new ArrayList<String>();
        mapping().getValue().forEach(tuple -> keys.add(new YamlValue(file, tuple.getKeyNode()).text()));
        return keys;
    }
}
