package dev.runtree.ui.redact;

import dev.runtree.redact.BadRule;
import dev.runtree.redact.BuiltIn;
import dev.runtree.redact.KeptRules;
import dev.runtree.redact.RedactionRules;
import dev.runtree.redact.RuleEntry;
import dev.runtree.ui.Messages;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules as they are kept, and the one that is being written: what holds now is both together. */
final class Draft {
    private final Consumer<KeptRules> keep;
    private final Runnable changed;
    private KeptRules kept = KeptRules.of(Map.of());
    private boolean editing;
    private boolean mistaken;
    private @Nullable RuleEntry edited;
    private @Nullable RuleEntry tried;

    /**
     * @param keep keeps rules from now on
     * @param changed called when other rules hold
     */
    Draft(Consumer<KeptRules> keep, Runnable changed) {
        this.keep = keep;
        this.changed = changed;
    }

    KeptRules kept() {
        return kept;
    }

    /** These were read from where they are kept. */
    void read(KeptRules rules) {
        kept = rules;
        changed.run();
    }

    void keep(KeptRules rules) {
        kept = rules;
        keep.accept(rules);
        changed.run();
    }

    void turn(BuiltIn rule, boolean on) {
        keep(kept.with(rule, on));
    }

    void dropContent(boolean drop) {
        keep(kept.withDropContent(drop));
    }

    boolean isEditing() {
        return editing;
    }

    boolean isNew() {
        return editing && edited == null;
    }

    boolean isEdited(RuleEntry entry) {
        return editing && entry.equals(edited);
    }

    boolean isEditedOn() {
        return edited == null || edited.on();
    }

    /** @param entry {@code null} for a new one */
    void begin(@Nullable RuleEntry entry) {
        editing = true;
        edited = entry;
        tried = null;
        mistaken = false;
    }

    /** What is being written holds with the others until it is saved or given up. */
    void tried(RuleEntry entry) {
        tried = entry;
        mistaken = false;
        changed.run();
    }

    /** What is being written looks for nothing yet. */
    void nothingTried() {
        tried = null;
        mistaken = false;
        changed.run();
    }

    /** What is being written is no rule, and so nobody can tell what would leave. */
    void mistaken() {
        tried = null;
        mistaken = true;
        changed.run();
    }

    /** The name of what is being tried; {@code null} when nothing is. */
    @Nullable String triedName() {
        return tried == null ? null : tried.name();
    }

    /** @throws BadRule when it is none; then it is still being written */
    void save(RuleEntry entry) {
        var rules = others().plus(entry);
        end();
        keep(rules);
    }

    void end() {
        editing = false;
        edited = null;
        tried = null;
        mistaken = false;
        changed.run();
    }

    private KeptRules others() {
        return edited == null ? kept : kept.without(edited);
    }

    /**
     * What holds now.
     *
     * @throws IllegalArgumentException with a sentence that says why nobody can tell
     */
    RedactionRules rules() {
        if (mistaken) {
            throw new IllegalArgumentException(Messages.text("redact.own.mistaken"));
        }
        var now = others();
        return (tried == null ? now : now.plusAsItWas(tried)).rules();
    }
}
