package dev.runtree.ui.transcript;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.transcript.Entry.Speaker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The run of one agent, team or workflow while its transcript is made: what has been said in it so far. */
final class Scene {
    private final int place;
    private final int depth;
    private final String name;
    private final SpanKind kind;
    private final String user;
    private final @Nullable Scene caller;
    /** The run that only stands around this one; {@code null} when none does. */
    private final @Nullable Scene around;

    private final Set<String> said;
    private final List<Asked> asked = new ArrayList<>();
    private @Nullable String answer;
    private Entry.@Nullable Failed failure;
    private String lastSaid = "";
    private String lastAsked = "";

    /** A call that a model asked for and of which no step has told yet. */
    record Asked(int place, Part.ToolCall call) {}

    private Scene(
            int place,
            String name,
            SpanKind kind,
            @Nullable Scene caller,
            @Nullable Scene around,
            Set<String> said,
            String user) {
        this.user = user;
        this.place = place;
        this.depth = caller == null ? 0 : caller.depth + 1;
        this.name = name;
        this.kind = kind;
        this.caller = caller;
        this.around = around;
        this.said = said;
    }

    /** @param user for whom the run is; empty when nobody said */
    static Scene first(String name, SpanKind kind, String user) {
        return new Scene(0, name, kind, null, null, new HashSet<>(), user);
    }

    /** A run that this one called: a conversation of its own. */
    Scene called(int ofPlace, String ofName, SpanKind ofKind) {
        return new Scene(ofPlace, ofName, ofKind, this, null, new HashSet<>(), user);
    }

    /** A run that this one only stands around: the same conversation goes on in it. */
    Scene within(int ofPlace, String ofName, SpanKind ofKind) {
        return new Scene(ofPlace, ofName, ofKind, caller, this, said, user);
    }

    int place() {
        return place;
    }

    int depth() {
        return depth;
    }

    String name() {
        return name;
    }

    SpanKind kind() {
        return kind;
    }

    /** How the run failed; {@code null} when it did not, or when a step of it tells. */
    Entry.@Nullable Failed failure() {
        return failure;
    }

    void fail(Entry.Failed with) {
        failure = with;
    }

    /** What the agent's own step says that came out of it; {@code null} when it says nothing. */
    @Nullable String answer() {
        return answer;
    }

    void answer(@Nullable String text) {
        answer = text;
    }

    /** Remembers words; whether they are new. Who said them does not matter: an answer comes back as history. */
    boolean say(String text) {
        return said.add(key(text));
    }

    boolean hasSaid(String text) {
        return said.contains(key(text));
    }

    /** The user, or the agent that called this one, tells it what to do. */
    Entry asks(int ofPlace, long startNanos, String text) {
        lastAsked = key(text);
        var teller = teller();
        if (around != null && teller == null) {
            around.lastAsked = lastAsked;
        }
        return new Entry.Said(
                ofPlace,
                depth,
                teller == null ? Speaker.USER : Speaker.AGENT,
                teller == null ? user : teller.name,
                teller == null ? null : name,
                teller == null ? SpanKind.OTHER : teller.kind,
                null,
                startNanos,
                Clip.of(text),
                false);
    }

    /** Once the user has spoken, what the agents of a workflow are told is the workflow's. */
    private @Nullable Scene teller() {
        if (caller != null) {
            return caller;
        }
        return around != null && !around.lastAsked.isEmpty() ? around : null;
    }

    /** Whether a prompt is what was asked with more around it, as a program makes one for its model. */
    boolean isMadeOfWhatWasAsked(String prompt) {
        return lastAsked.length() > 3 && key(prompt).contains(lastAsked);
    }

    /** Words of the agent itself. */
    void speak(String text) {
        lastSaid = text;
        said.add(key(text));
    }

    String lastSaid() {
        return lastSaid;
    }

    private static String key(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    boolean isNew(Message message) {
        var text = message.text();
        return !text.isBlank() && !hasSaid(text);
    }

    void ask(int ofPlace, Part.ToolCall call) {
        asked.add(new Asked(ofPlace, call));
    }

    /** A step tells that a member was called, which the model may have asked for as for a tool. */
    void delegated(String member) {
        var wanted = letters(member);
        asked.removeIf(
                one -> letters(one.call().name() + one.call().arguments()).contains(wanted));
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** A step tells of a call: the first of that name that was asked for. */
    void toolRan(Span tool, String subject) {
        for (var one : asked) {
            if (one.call().name().equals(subject) || one.call().name().equals(tool.toolName())) {
                asked.remove(one);
                return;
            }
        }
    }

    /** The calls of which no step told; forgets them. */
    List<Asked> untold() {
        var untold = List.copyOf(asked);
        asked.clear();
        return untold;
    }
}
