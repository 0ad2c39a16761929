package dev.runtree.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.runtree.yaml.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells a model what is wrong with its arguments, all of it at once. */
final class ArgumentMistakes {
    /** A model mends these first. */
    private static final int MOST_TOLD = 8;

    private static final int MOST_LETTERS = 60;

    private static final Set<String> INTO_NAMED = Set.of("properties", "patternProperties", "prefixItems");
    private static final Set<String> INTO_ANY = Set.of(
            "items",
            "additionalProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "additionalItems",
            "contains");
    private static final Set<String> NEITHER = Set.of("allOf", "dependentSchemas");
    private static final Set<String> CHOICES = Set.of("anyOf", "oneOf");

    private final List<String> known;
    private final Set<String> told = new LinkedHashSet<>();

    private ArgumentMistakes(List<String> known) {
        this.known = known;
    }

    /** @param known what the tool takes */
    static String tell(List<Error> errors, List<String> known) {
        var mistakes = new ArgumentMistakes(known);
        mistakes.add(errors, 0);
        var more = mistakes.told.size() - MOST_TOLD;
        return mistakes.told.stream().limit(MOST_TOLD).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    /** A choice among schemas, at one place of the arguments. */
    private record Choice(String schema, String place, int depth) {}

    /** @param from where in the paths of the schema the choices that are still open begin */
    private void add(List<Error> errors, int from) {
        var choices = new LinkedHashMap<Choice, List<Error>>();
        var plain = new ArrayList<Error>();
        for (var error : errors) {
            var choice = choice(error, from);
            if (choice == null) {
                plain.add(error);
            } else {
                choices.computeIfAbsent(choice, key -> new ArrayList<>()).add(error);
            }
        }
        for (var error : plain) {
            var summary = CHOICES.contains(error.getKeyword());
            if (!summary || choices.keySet().stream().noneMatch(choice -> isOf(choice, error))) {
                told.add(words(error));
            }
        }
        choices.forEach(this::addChoice);
    }

    private static boolean isOf(Choice choice, Error summary) {
        return choice.place().equals(summary.getInstanceLocation().toString())
                && choice.schema().equals(summary.getEvaluationPath().toString());
    }

    /** The first choice on the way to the error; {@code null} when there is none. */
    private static @Nullable Choice choice(Error error, int from) {
        var path = error.getEvaluationPath();
        var depth = 0;
        for (var index = 0; index + 1 < path.getNameCount(); index++) {
            var step = path.getName(index);
            if (INTO_NAMED.contains(step)) {
                depth++;
                index++;
            } else if (INTO_ANY.contains(step)) {
                depth++;
            } else if (NEITHER.contains(step)) {
                index++;
            } else if (CHOICES.contains(step)) {
                if (index >= from) {
                    return new Choice(start(path, index + 1), start(error.getInstanceLocation(), depth), index);
                }
                index++;
            }
        }
        return null;
    }

    private static String start(NodePath path, int length) {
        return IntStream.range(0, Math.min(length, path.getNameCount()))
                .mapToObj(index -> "/" + path.getName(index))
                .collect(Collectors.joining());
    }

    /** Of several ways in which a value may be right, tells the one that it comes nearest to. */
    private void addChoice(Choice choice, List<Error> errors) {
        var ways = new TreeMap<String, List<Error>>();
        errors.forEach(error -> ways.computeIfAbsent(
                        error.getEvaluationPath().getName(choice.depth() + 1), key -> new ArrayList<>())
                .add(error));
        var offType = ways.values().stream()
                .filter(way -> way.stream().anyMatch(error -> isOfOtherType(error, choice)))
                .toList();
        if (offType.size() == ways.size()) {
            var types = offType.stream()
                    .flatMap(List::stream)
                    .filter(error -> isOfOtherType(error, choice))
                    .flatMap(error -> types(error.getSchemaNode()).stream())
                    .distinct()
                    .toList();
            var first = errors.getFirst();
            told.add(expected(
                    offType.getFirst().stream()
                            .filter(error -> isOfOtherType(error, choice))
                            .findFirst()
                            .orElse(first),
                    types));
            return;
        }
        ways.values().stream()
                .filter(way -> !offType.contains(way))
                .min(Comparator.<List<Error>>comparingLong(way -> way.stream()
                                .filter(error -> "const".equals(error.getKeyword()))
                                .count())
                        .thenComparingInt(List::size))
                .ifPresent(way -> add(way, choice.depth() + 2));
    }

    private static boolean isOfOtherType(Error error, Choice choice) {
        return "type".equals(error.getKeyword())
                && error.getInstanceLocation().toString().equals(choice.place());
    }

    private String words(Error error) {
        var place = place(error.getInstanceLocation());
        var at = place.isEmpty() ? "the arguments" : place;
        var wanted = error.getSchemaNode() == null ? "" : clipped(error.getSchemaNode());
        return switch (error.getKeyword()) {
            case "type" -> expected(error, types(error.getSchemaNode()));
            case "required" -> inside(place, error.getProperty()) + " is missing";
            case "additionalProperties", "unevaluatedProperties", "propertyNames" -> unknown(place, error);
            case "enum" ->
                at + ": " + clipped(error.getInstanceNode()) + " is none of " + choices(error.getSchemaNode());
            case "const" -> at + ": " + wanted + " was expected, not " + clipped(error.getInstanceNode());
            case "minimum" -> at + ": " + clipped(error.getInstanceNode()) + " is less than " + wanted;
            case "maximum" -> at + ": " + clipped(error.getInstanceNode()) + " is more than " + wanted;
            case "exclusiveMinimum" -> at + ": " + clipped(error.getInstanceNode()) + " is not more than " + wanted;
            case "exclusiveMaximum" -> at + ": " + clipped(error.getInstanceNode()) + " is not less than " + wanted;
            case "multipleOf" -> at + ": " + clipped(error.getInstanceNode()) + " is not a multiple of " + wanted;
            case "minLength" -> at + ": at least " + wanted + " characters were expected";
            case "maxLength" -> at + ": at most " + wanted + " characters were expected";
            case "minItems" -> at + ": at least " + wanted + " items were expected";
            case "maxItems" -> at + ": at most " + wanted + " items were expected";
            case "pattern" -> at + ": " + clipped(error.getInstanceNode()) + " does not match " + wanted;
            case "uniqueItems" -> at + ": the same item stands there twice";
            case "oneOf" -> at + ": it fits more than one of the forms that it may have";
            default -> at + ": " + error.getMessage();
        };
    }

    private String unknown(String place, Error error) {
        var property = error.getProperty() == null ? "?" : error.getProperty();
        var name = clipped(property);
        if (!place.isEmpty()) {
            return inside(place, name) + " is not known";
        }
        return "there is no argument \"" + name + "\"" + (name.equals(property) ? Nearest.hint(name, known) : "")
                + "; the tool takes " + (known.isEmpty() ? "none" : String.join(", ", known));
    }

    private static String expected(Error error, List<String> types) {
        var place = place(error.getInstanceLocation());
        var value = error.getInstanceNode();
        var found = types.contains("integer") && value.isNumber() ? value.toString() : found(value);
        return (place.isEmpty() ? "the arguments" : place) + ": "
                + types.stream().map(ArgumentMistakes::form).collect(Collectors.joining(" or ")) + " was expected, not "
                + found;
    }

    private static List<String> types(@Nullable JsonNode type) {
        if (type == null) {
            return List.of();
        }
        var types = new ArrayList<String>();
        if (type.isArray()) {
            type.forEach(each -> types.add(each.asText()));
        } else {
            types.add(type.asText());
        }
        return types;
    }

    private static final Map<String, String> FORMS = Map.of(
            "string", "a string",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "array", "a list",
            "object", "an object",
            "null", "null");

    private static String form(String type) {
        return FORMS.getOrDefault(type, type);
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> value.toString();
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "null";
        };
    }

    private static String choices(JsonNode choices) {
        return IntStream.range(0, Math.min(choices.size(), 20))
                        .mapToObj(index -> clipped(choices.get(index)))
                        .collect(Collectors.joining(", "))
                + (choices.size() > 20 ? ", ..." : "");
    }

    private static String clipped(JsonNode value) {
        return clipped(value.toString());
    }

    private static String clipped(String text) {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "...";
    }

    /** As a programmer writes it: {@code travellers[0].age}. */
    private static String place(NodePath path) {
        var place = new StringBuilder();
        for (var index = 0; index < path.getNameCount(); index++) {
            if (path.getElement(index) instanceof Integer number) {
                place.append('[').append(number).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(path.getElement(index));
            }
        }
        return place.toString();
    }

    private static String inside(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }
}
