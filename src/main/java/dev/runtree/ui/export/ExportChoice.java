package dev.runtree.ui.export;

import dev.runtree.export.training.TrainingChoices;
import dev.runtree.redact.RedactionRules;
import org.jspecify.annotations.Nullable;

/**
 * What the reader wants to have written.
 *
 * @param ofFilter whether all runs that the filter finds, in place of those that are selected
 * @param rules what is written goes through them
 * @param training how training data is made; {@code null} for traces as they were sent
 */
public record ExportChoice(
        boolean ofFilter, RedactionRules rules, @Nullable TrainingChoices training) {}
