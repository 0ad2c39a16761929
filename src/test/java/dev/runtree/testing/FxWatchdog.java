package dev.runtree.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at the JavaFX thread every few milliseconds: what of ours waits there, for a disk, a database, another process or
 * a lock, makes the window stand still. Also counts how often the thread was busy without a break for longer than a
 * reader fails to notice, with the program's code or with a pulse, in which JavaFX styles and lays out what the program made.
 */
public final class FxWatchdog implements AutoCloseable {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long NOTICED = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int STACKS = 5;
    private static final String PULSE = "javafx.scene.Scene$ScenePulseListener.";

    /** Beginnings of classes that wait for something outside. */
    private static final List<String> WAITING = List.of(
            "org.postgresql.",
            "com.zaxxer.hikari.",
            "java.net.Socket",
            "sun.nio.ch.",
            "java.nio.file.Files",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.RandomAccessFile",
            "java.lang.ProcessImpl",
            "java.util.concurrent.locks.LockSupport.park",
            "java.lang.Object.wait");

    /** The program's own classes and documents are read from disk when they are first used, as in every Java program. */
    private static final Set<String> LOADING = Set.of(
            "jdk.internal.loader.",
            "java.lang.ClassLoader",
            "java.lang.invoke.",
            "javafx.fxml.FXMLLoader",
            "java.util.ResourceBundle",
            "javafx.scene.text.Font",
            "com.sun.javafx.css.",
            "javafx.css.",
            "javafx.scene.CssStyleHelper",
            "javafx.scene.Scene.snapshot",
            "org.testfx.");

    private final Thread fx;
    private final List<String> offences = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread thread;
    private int busySpells;
    private int inPulses;
    private long longest;

    private FxWatchdog(Thread fx) {
        this.fx = fx;
        thread = Thread.ofPlatform().daemon().name("fx-watchdog").start(this::watch);
    }

    /** Begins to look; closing ends it. */
    public static FxWatchdog start() {
        var fx = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("JavaFX Application Thread"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JavaFX does not run"));
        return new FxWatchdog(fx);
    }

    private void watch() {
        long since = 0;
        boolean told = false;
        while (!ended.get()) {
            var stack = fx.getStackTrace();
            boolean ours = names(stack).anyMatch(name -> name.startsWith("dev.runtree.") && !isTest(name));
            boolean pulse = names(stack).anyMatch(name -> name.startsWith(PULSE));
            long now = System.nanoTime();
            if (!ours && !pulse) {
                since = 0;
                told = false;
            } else {
                since = since == 0 ? now : since;
                spell(now - since, !told && now - since >= NOTICED, pulse);
                told = now - since >= NOTICED;
                if (ours && waits(stack)) {
                    note(stack);
                }
            }
            LockSupport.parkNanos(PERIOD);
        }
    }

    private synchronized void spell(long nanos, boolean fresh, boolean pulse) {
        busySpells += fresh ? 1 : 0;
        inPulses += fresh && pulse ? 1 : 0;
        longest = Math.max(longest, nanos);
    }

    private synchronized void note(StackTraceElement[] stack) {
        if (offences.size() < STACKS) {
            offences.add(Arrays.stream(stack)
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining("\n    at ", fx.getState() + " at ", "\n")));
        }
    }

    /** Whether the thread waits beneath a frame of the program; the test's own work on the thread is none of it. */
    private static boolean waits(StackTraceElement[] stack) {
        for (var frame : stack) {
            var name = frame.getClassName() + "." + frame.getMethodName();
            if (startsWithAny(name, LOADING) || isTest(name)) {
                return false;
            }
            if (startsWithAny(name, WAITING)) {
                return names(stack).noneMatch(each -> startsWithAny(each, LOADING));
            }
            if (name.startsWith("dev.runtree.")) {
                return false;
            }
        }
        return false;
    }

    private static Stream<String> names(StackTraceElement[] stack) {
        return Arrays.stream(stack).map(frame -> frame.getClassName() + "." + frame.getMethodName());
    }

    private static boolean isTest(String name) {
        return name.startsWith("dev.runtree.testing.") || name.contains("Test.") || name.contains("Test$");
    }

    private static boolean startsWithAny(String name, Iterable<String> beginnings) {
        for (var beginning : beginnings) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** The stacks with which the thread was found waiting; the first few. */
    public synchronized List<String> offences() {
        return List.copyOf(offences);
    }

    /** How often the thread was busy for 50 ms without a break, where it was by then, and for how long at most. */
    public synchronized String report() {
        return busySpells + " times over 50 ms on the JavaFX thread, " + inPulses + " of them in a pulse, "
                + TimeUnit.NANOSECONDS.toMillis(longest) + " ms at most";
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
