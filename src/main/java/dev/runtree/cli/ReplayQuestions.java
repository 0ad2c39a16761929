package dev.runtree.cli;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.replay.live.MissingCall;
import dev.runtree.replay.live.MissingCall.Decision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Asks whoever sits at the terminal what a model is to be told of a tool call; where nobody does, the replay stops. */
final class ReplayQuestions {
    private static final int SHOWN = 20;

    private final Program program;
    private final Cancellation cancellation;
    private final boolean yes;
    private final boolean canAsk;
    private @Nullable BufferedReader in;

    /**
     * @param json whether other programs read what is printed
     * @param yes whether tools may be run without asking
     */
    ReplayQuestions(Program program, Cancellation cancellation, boolean json, boolean yes) {
        this.program = program;
        this.cancellation = cancellation;
        this.yes = yes;
        this.canAsk = program.terminal().columns() != null && !json;
    }

    /** Whether a tool may be run that may change something. */
    boolean allowed(String tool, String arguments) {
        if (yes || !canAsk) {
            return yes;
        }
        program.out()
                .line("The model calls " + tool + " " + Width.oneLine(arguments) + ", which may change something.");
        var answer = ask("Run it? [y/N] ");
        return answer != null && isYes(answer);
    }

    private static boolean isYes(String answer) {
        return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    Decision missing(MissingCall call) {
        if (!canAsk) {
            return new Decision.Stop();
        }
        var out = program.out();
        out.line("The model calls " + call.tool() + " " + Width.oneLine(call.arguments())
                + ", which was never recorded so.");
        var recorded = call.recorded();
        for (var at = 0; at < Math.min(SHOWN, recorded.size()); at++) {
            var one = recorded.get(at);
            out.line("  " + (at + 1) + "  " + (one.step() == 0 ? "" : "step " + one.step() + "  ")
                    + shortened(one.arguments()) + " → " + shortened(one.result()));
        }
        if (recorded.size() > SHOWN) {
            out.line(
                    "  (" + SHOWN + " of " + recorded.size() + " recorded results; any of their numbers can be given)");
        }
        while (true) {
            var answer = ask("A number takes that result, t types one" + (call.canRun() ? ", r runs the tool" : "")
                    + ", s stops: ");
            var decision = answer == null ? new Decision.Stop() : decision(answer.strip(), call);
            if (decision != null) {
                return decision;
            }
        }
    }

    private @Nullable Decision decision(String word, MissingCall call) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "s" -> new Decision.Stop();
            case "r" -> call.canRun() ? new Decision.Run() : null;
            case "t" -> typed();
            default -> {
                var number = word.matches("\\d{1,6}") ? Integer.parseInt(word) : 0;
                yield number >= 1 && number <= call.recorded().size()
                        ? new Decision.Take(call.recorded().get(number - 1))
                        : null;
            }
        };
    }

    private @Nullable Decision typed() {
        var line = ask("The result, in one line, or @FILE: ");
        if (line == null) {
            return new Decision.Stop();
        }
        if (!line.startsWith("@")) {
            return new Decision.Type(line);
        }
        try {
            return new Decision.Type(Files.readString(Path.of(line.substring(1).strip())));
        } catch (IOException | InvalidPathException e) {
            program.out().line("That file cannot be read: " + line.substring(1).strip());
            return null;
        }
    }

    /** What is typed; {@code null} when there is no more of it, or the replay was ended meanwhile. */
    private @Nullable String ask(String question) {
        program.out().print(question);
        program.out().flush();
        var reader = in == null ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)) : in;
        in = reader;
        var typed = new CompletableFuture<@Nullable String>();
        Thread.ofPlatform().daemon().name("runtree-question").start(() -> {
            try {
                typed.complete(reader.readLine());
            } catch (IOException e) {
                typed.completeExceptionally(new UncheckedIOException(e));
            }
        });
        try (var _ = cancellation.onCancel(() -> typed.complete(null))) {
            return typed.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static String shortened(String text) {
        var line = Width.oneLine(text);
        return line.length() <= 80 ? line : line.substring(0, 79) + "…";
    }
}
