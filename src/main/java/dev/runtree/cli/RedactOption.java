package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.redact.KeptRules;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionRules;
import dev.runtree.settings.SettingsFile;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --redact}, of commands by which what was said leaves. */
final class RedactOption {
    @Option(
            names = "--redact",
            arity = "1",
            paramLabel = "[RULES]",
            description = {
                "replace personal data and secrets by placeholders: with the rules of the settings,",
                "or only with these, such as --redact=email,card; content drops all that was said"
            })
    private @Nullable String redact;

    boolean isGiven() {
        return redact != null;
    }

    /**
     * What goes out goes through this; {@code null} when the option is not given.
     *
     * @throws WrongUsage when there is no rule of that name
     */
    @Nullable Redaction redaction(Program program) {
        return redact == null ? null : new Redaction(rules(redact, program));
    }

    /** The rules of the settings, or of them and the built-in ones those that the words name. */
    private static RedactionRules rules(String named, Program program) {
        try {
            var kept = KeptRules.of(new SettingsFile(program.home()).load().choices());
            return named.isBlank() ? kept.rules() : kept.only(named);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    /** How much each rule replaced; never what. */
    static void tell(@Nullable Redaction redaction, Consumer<String> to) {
        if (redaction == null) {
            return;
        }
        var found = redaction.report().rules();
        to.accept(
                found.isEmpty()
                        ? "Redacted nothing: no rule found anything."
                        : "Redacted "
                                + found.stream()
                                        .map(rule -> rule.rule() + " " + Figures.count(rule.places()) + " times ("
                                                + Figures.counted(rule.values(), "value") + ")")
                                        .collect(Collectors.joining(", "))
                                + ".");
    }
}
