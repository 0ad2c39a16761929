package dev.runtree.ui.shell;

import dev.runtree.store.Database;
import dev.runtree.ui.background.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The ways by which the window gets traces in, provided by the program's root.
 *
 * @param demo makes the demo's runs in a database and tells in a sentence what was made
 * @param files reads files into a database and tells in a sentence what was read
 */
public record Inlets(Function<Database, Work<String>> demo, BiFunction<Database, List<Path>, Work<String>> files) {

    /** For a window that only shows. */
    public static final Inlets NONE = new Inlets(database -> () -> "", (database, files) -> () -> "");
}
