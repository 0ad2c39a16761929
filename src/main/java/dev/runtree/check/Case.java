package dev.runtree.check;

import dev.runtree.check.expect.AtMost;
import dev.runtree.check.expect.Expectation;
import dev.runtree.replay.edit.EditFile;
import dev.runtree.yaml.YamlFile;
import dev.runtree.yaml.YamlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A case as it stands in its file.
 *
 * @param records the files that hold the recorded run
 * @param run which run of the record, the beginning of its id; {@code null} for the first one that lies beneath no other
 * @param model {@code provider:name} to be asked in place of the recorded ones; {@code null} for these
 * @param from the step at which the replay leaves the record; {@code null} for the one that the edit names, or the first model call
 * @param edit what is changed in that step; {@code null} for nothing
 * @param isStrict whether a tool's recorded result is given to a call with the same arguments only
 * @param isOneCall whether a model is asked once, without answers of tools
 */
public record Case(
        Path file,
        String name,
        List<Path> records,
        @Nullable String run,
        Mode mode,
        @Nullable String model,
        @Nullable String from,
        @Nullable EditFile edit,
        boolean isStrict,
        boolean isOneCall,
        List<Expectation> expectations) {
    private static final Set<String> KEYS =
            Set.of("name", "record", "run", "replay", "model", "from", "edit", "strict", "one_call", "expect");

    public Case {
        records = List.copyOf(records);
        expectations = List.copyOf(expectations);
    }

    /** @throws dev.runtree.yaml.BadFile with the line and column of a mistake */
    public static Case read(Path file) {
        return of(file, YamlFile.readRecord(file));
    }

    static Case of(Path file, YamlValue root) {
        root.onlyKeys(KEYS);
        var folder = folder(file);
        var records = root.need("record");
        return new Case(
                file,
                root.get("name").map(YamlValue::word).orElseGet(() -> plainName(file)),
                records.items().stream().map(item -> item.path(folder)).toList(),
                root.get("run").map(YamlValue::word).orElse(null),
                root.get("replay").map(Case::mode).orElse(Mode.RECORDED),
                root.get("model").map(YamlValue::word).orElse(null),
                root.get("from").map(YamlValue::word).orElse(null),
                root.get("edit").map(keys -> EditFile.in(file, keys)).orElse(null),
                root.get("strict").map(YamlValue::truth).orElse(false),
                root.get("one_call").map(YamlValue::truth).orElse(false),
                new dev.runtree.check.expect.ExpectationReader(folder).read(root.need("expect")));
    }

    private static Mode mode(YamlValue value) {
        return Mode.of(value.word())
                .orElseThrow(() -> value.bad("recorded or live-model was expected here, not \"" + value.word() + "\""));
    }

    /** Without the end that says that it is YAML. */
    static String plainName(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    static Path folder(Path file) {
        var parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** The limit that stands in it on something. */
    Optional<AtMost> limit(AtMost.What what) {
        return expectations.stream()
                .filter(AtMost.class::isInstance)
                .map(AtMost.class::cast)
                .filter(limit -> limit.what() == what)
                .findFirst();
    }
}
