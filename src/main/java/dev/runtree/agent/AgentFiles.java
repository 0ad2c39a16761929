package dev.runtree.agent;

import dev.runtree.yaml.BadFile;
import dev.runtree.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a file with those that it names: the members of a team, the agents of a workflow's steps. Used once. */
final class AgentFiles {
    private final Map<String, String> environment;
    private final @Nullable String model;
    private final Consumer<Path> looked;
    private final Deque<Path> open = new ArrayDeque<>();
    private final Set<Path> named = new LinkedHashSet<>();
    private final Map<String, Path> ids = new HashMap<>();

    /**
     * @param model in place of that of every file, or {@code null}
     * @param looked told of each file before it is looked at, as an absolute path
     */
    AgentFiles(Map<String, String> environment, @Nullable String model, Consumer<Path> looked) {
        this.environment = environment;
        this.model = model;
        this.looked = looked;
    }

    Map<String, String> environment() {
        return environment;
    }

    @Nullable String model() {
        return model;
    }

    /** A file is about to be looked at. */
    void looked(Path file) {
        looked.accept(file.toAbsolutePath().normalize());
    }

    AgentFile read(Path file) {
        var place = file.toAbsolutePath().normalize();
        looked.accept(place);
        open.push(place);
        try {
            return AgentFile.readWith(this, file);
        } finally {
            open.pop();
        }
    }

    /**
     * Reads a file that another one names.
     *
     * @param from the file that names it; the name is relative to its folder
     * @throws BadFile of the file where it is not there, of itself where it has a mistake
     */
    Component named(Path from, YamlValue name) {
        var file = name.path(from.toAbsolutePath().resolveSibling(""));
        var place = file.toAbsolutePath().normalize();
        if (open.contains(place)) {
            throw name.bad("the file " + name.word() + " names itself, directly or by others");
        }
        if (!Files.isRegularFile(place)) {
            looked.accept(place);
            throw name.bad("there is no file " + name.word() + " beside this one");
        }
        named.add(place);
        return read(file).component();
    }

    /**
     * The id of what a file describes. It belongs to that file alone: by its id, a run that paused is gone on with.
     *
     * @param name that the id is made of where none is written
     * @throws BadFile at the id when another file has it
     */
    String id(Path file, YamlValue root, String name) {
        var written = root.get("id");
        var id = written.map(YamlValue::word).orElseGet(() -> AgentFile.idOf(name));
        var place = file.toAbsolutePath().normalize();
        var other = ids.putIfAbsent(id, place);
        if (other != null && !other.equals(place)) {
            throw written.orElseGet(() -> root.need("name"))
                    .bad("the id \"" + id + "\" is that of " + other.getFileName()
                            + " as well; give one of them another, with \"id: ...\"");
        }
        return id;
    }

    /** What a file that is read says, with those that were named in it. */
    Definition definition(Path file) {
        return Definition.of(file, model, named);
    }
}
