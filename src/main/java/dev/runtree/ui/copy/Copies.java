package dev.runtree.ui.copy;

import dev.runtree.model.Message;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.otlp.ContentReader;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionRules;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Work;
import org.jspecify.annotations.Nullable;

/** Makes texts of steps, redacted while the user wants that. The payload is read when a step is copied, and not before. */
final class Copies {
    private static final String REDACTING = "redaction.copies";

    private final RuntreeHome home;
    private final Preferences preferences;
    private @Nullable RunQueries queries;
    private volatile boolean redacting;

    Copies(Preferences preferences) {
        this.preferences = preferences;
        home = preferences.home();
        redacting = isOn(preferences.now());
    }

    /** Reads again whether copies are redacted. Not for the JavaFX thread. */
    private boolean load() {
        redacting = isOn(new SettingsFile(home).load());
        return redacting;
    }

    private static boolean isOn(Settings settings) {
        return settings.choice(REDACTING).isPresent();
    }

    void use(RunQueries other) {
        queries = other;
    }

    boolean isRedacting() {
        return redacting;
    }

    /** Whether what is copied from now on is redacted; kept. Not for the JavaFX thread. */
    Settings redact(boolean on) {
        redacting = on;
        return preferences.choice(REDACTING, on ? "on" : null);
    }

    Query<Copy> of(Span step, CopyForm form) {
        return payload(step).map(found -> made(found, form, load() ? rules() : RedactionRules.NONE));
    }

    /** @throws IllegalStateException when no database is open */
    Query<RecordedSpan> payload(Span step) {
        var asked = queries;
        if (asked == null) {
            throw new IllegalStateException("no database");
        }
        return asked.payload(step.id())
                .map(found -> found.orElseThrow(() -> new IllegalStateException(Messages.text("copy.gone"))));
    }

    /** Not for the JavaFX thread. */
    static Copy made(RecordedSpan recorded, CopyForm form, RedactionRules rules) {
        var span = recorded.span();
        var content = ContentReader.read(recorded);
        if (rules.isNone()) {
            return new Copy(form.of(span, content), null);
        }
        var redaction = new Redaction(rules);
        var message = form == CopyForm.JSON ? span.statusMessage() : null;
        var said = span.withSaid(
                redaction.text(span.name()),
                redaction.text(span.spanName()),
                message == null ? null : redaction.said(message));
        return new Copy(form.of(said, new RedactedContent(redaction).of(form.said(content))), redaction.report());
    }

    Query<Copy> of(Message message, CopyForm form) {
        Work<Copy> work = () -> {
            if (!load()) {
                return new Copy(text(message, form), null);
            }
            var redaction = new Redaction(rules());
            return new Copy(text(new RedactedContent(redaction).message(message), form), redaction.report());
        };
        return work;
    }

    /** A text, or a value of this name, redacted. Not for the JavaFX thread. */
    String redacted(String name, String text) {
        var redaction = new Redaction(rules());
        return name.isEmpty() ? redaction.json(text) : redaction.value(name, text);
    }

    private static String text(Message message, CopyForm form) {
        return switch (form) {
            case JSON -> StepJson.of(message);
            case MARKDOWN -> StepMarkdown.of(message);
            case TEXT, CURL, LANGCHAIN4J -> StepText.of(message);
        };
    }

    private RedactionRules rules() {
        return RedactionRules.of(new SettingsFile(home).load().choices());
    }
}
