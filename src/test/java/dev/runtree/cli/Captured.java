package dev.runtree.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A terminal whose output a test reads. */
final class Captured {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    Captured() {
        this(null, false);
    }

    Captured(@Nullable Integer columns, boolean colours) {
        terminal = new Terminal(new Output(out), Terminal.utf8(err), columns, colours, false);
    }

    Terminal terminal() {
        return terminal;
    }

    String out() {
        terminal.out().flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
