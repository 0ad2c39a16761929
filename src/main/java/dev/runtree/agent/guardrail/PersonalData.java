package dev.runtree.agent.guardrail;

import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionReport;
import dev.runtree.redact.RedactionRules;
import java.util.stream.Collectors;

/**
 * Looks for personal data and secrets: addresses of e-mail, telephone and card numbers, bank accounts, keys, and what rules of
 * one's own find.
 *
 * @param mask whether what is found is replaced, such as by {@code <email 1>}; otherwise the text is refused
 */
public record PersonalData(RedactionRules rules, boolean mask) implements Guardrail {

    /** Refuses texts with anything that can be found without being told how it looks. */
    public static PersonalData refused() {
        return new PersonalData(RedactionRules.DEFAULT, false);
    }

    /** Lets such texts through without it. */
    public static PersonalData masked() {
        return new PersonalData(RedactionRules.DEFAULT, true);
    }

    @Override
    public String name() {
        return "personal_data";
    }

    @Override
    public Verdict check(Checked checked) {
        var redaction = new Redaction(rules);
        var masked = redaction.text(checked.text());
        var report = redaction.report();
        if (report.places() == 0) {
            return new Verdict.Passed();
        }
        return mask
                ? new Verdict.Changed(masked, found(report) + " replaced")
                : new Verdict.Refused("it holds personal data (" + found(report) + ")", null);
    }

    /** Such as {@code email 2, card 1}. */
    private static String found(RedactionReport report) {
        return report.rules().stream()
                .filter(rule -> rule.places() > 0)
                .map(rule -> rule.rule() + " " + rule.places())
                .collect(Collectors.joining(", "));
    }
}
