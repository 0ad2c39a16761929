package dev.runtree.cli;

import dev.runtree.model.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts what went wrong into one line for the user. */
final class Told {
    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private Told() {}

    /**
     * The line for a failure. The program's own exceptions say what, where and what to do; any other is a defect, of
     * which the log has the rest.
     */
    static String line(Throwable problem) {
        if (problem.getClass().getPackageName().startsWith("dev.runtree") && problem.getMessage() != null) {
            return oneLine(problem.getMessage());
        }
        if (problem instanceof UncheckedIOException io && io.getCause() != null) {
            return file(io.getCause());
        }
        if (problem instanceof IOException io) {
            return file(io);
        }
        if (problem instanceof OutOfMemoryError) {
            return "There is not enough memory for this: the program may take "
                    + Figures.bytes(Runtime.getRuntime().maxMemory()) + ". Ask for less";
        }
        @Nullable String message = problem.getMessage();
        return oneLine("This is a defect of Runtree: " + problem.getClass().getSimpleName()
                + (message == null ? "" : ", " + message) + ". The log has the details: " + LogFile.place());
    }

    private static String file(IOException problem) {
        String message = String.valueOf(problem.getMessage());
        return oneLine(
                switch (problem) {
                    case NoSuchFileException e -> "There is no file " + e.getFile();
                    case AccessDeniedException e -> "No permission for " + e.getFile();
                    default -> "Reading or writing failed: " + message;
                });
    }

    static String oneLine(@Nullable String text) {
        return text == null ? "" : LINE_BREAKS.matcher(text.strip()).replaceAll("; ");
    }
}
