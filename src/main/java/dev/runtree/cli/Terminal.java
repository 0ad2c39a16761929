package dev.runtree.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: results to {@code out}, failures and progress to {@code err}, always in UTF-8.
 *
 * @param columns the width of the terminal that {@code out} is; {@code null} when it is none, and nothing is shortened
 * @param colours whether {@code out} understands and wants colours
 * @param progress whether somebody watches {@code err}
 */
public record Terminal(
        Output out, PrintWriter err, @Nullable Integer columns, boolean colours, boolean progress) {

    /** The process's own. The launcher knows what is a terminal and how wide it is, and tells it in properties. */
    public static Terminal ofProcess() {
        Integer columns = Integer.getInteger("runtree.columns");
        boolean colours = columns != null && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                new Output(new FileOutputStream(FileDescriptor.out)),
                utf8(new FileOutputStream(FileDescriptor.err)),
                columns == null ? null : Integer.valueOf(Math.max(40, columns)),
                colours,
                Boolean.getBoolean("runtree.progress"));
    }

    /** Where nobody reads. */
    static Terminal nowhere() {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return new Terminal(new Output(nowhere), utf8(nowhere), 120, true, false);
    }

    static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Tells somebody who watches what takes so long; silent otherwise. */
    public void progress(String line) {
        if (progress) {
            err.println(line);
        }
    }

    /** The text in a colour, or as it is where there are none. */
    String styled(Style style, String text) {
        return colours && !text.isEmpty() ? style.start() + text + Style.END : text;
    }
}
