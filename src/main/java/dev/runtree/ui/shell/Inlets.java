package dev.runtree.ui.shell;

import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.Query;
import dev.runtree.ui.background.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ways by which the window gets traces in, provided by the program's root.
 *
 * @param demo makes the demo's runs in the databases
 * @param files reads files into a database
 */
public record Inlets(Function<Databases, Work<Result>> demo, Files files) {

    /** For a window that only shows. */
    public static final Inlets NONE =
            new Inlets(databases -> Result::new, (database, files, progress) -> (Work<Result>) Result::new);

    /** Reads files. */
    @FunctionalInterface
    public interface Files {

        /** Not begun yet; what is cancelled ends soon and tells what was stored until then. */
        Query<Result> read(Database database, List<Path> files, Progress progress);
    }

    /** Is told how far something is, on any thread and often. */
    @FunctionalInterface
    public interface Progress {

        /**
         * @param done bytes
         * @param all bytes
         */
        void at(long done, long all);
    }

    /**
     * What came of it.
     *
     * @param told a sentence for the status line
     * @param complaint what did not work, for all to see; {@code null} when all did
     * @param filter finds what came in; {@code null} to leave the list as it is
     */
    public record Result(
            String told,
            @Nullable String complaint,
            @Nullable String filter) {
        Result() {
            this("", null, null);
        }
    }
}
