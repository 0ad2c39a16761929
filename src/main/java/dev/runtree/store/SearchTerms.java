package dev.runtree.store;

import dev.runtree.query.Condition;
import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.Span;
import dev.runtree.query.Condition.StepTerm;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A filter for a search: the part without words, which the list of runs answers, and the part with words, for which each run
 * of that list is looked into.
 *
 * @param plain the part without words
 * @param wordy the part with words
 * @param words each of the words in it
 * @param terms each of the other terms in it
 */
record SearchTerms(Condition plain, Condition wordy, List<Words> words, List<Condition> terms) {

    static SearchTerms of(Condition condition) {
        var parts = condition instanceof All(var all) ? all : List.of(condition);
        var plain = new ArrayList<Condition>();
        var wordy = new ArrayList<Condition>();
        var words = new ArrayList<Words>();
        for (var part : parts) {
            var said = new ArrayList<Words>();
            collect(part, said, new ArrayList<>());
            (said.isEmpty() ? plain : wordy).add(part);
        }
        var terms = new ArrayList<Condition>();
        collect(new All(wordy), words, terms);
        return new SearchTerms(
                new All(plain),
                new All(wordy),
                words.stream().distinct().toList(),
                terms.stream().distinct().toList());
    }

    private static void collect(Condition condition, List<Words> words, List<Condition> terms) {
        switch (condition) {
            case All(var parts) -> parts.forEach(part -> collect(part, words, terms));
            case Any(var parts) -> parts.forEach(part -> collect(part, words, terms));
            case Not(var part) -> collect(part, words, terms);
            case Words said -> words.add(said);
            case Term term -> terms.add(term);
            case StepTerm step -> terms.add(step);
            case Span span -> terms.add(span);
        }
    }

    /** Whether words that are found can only make a run match, and never keep it from that. */
    boolean onlyGains() {
        return !hasNot(wordy);
    }

    private static boolean hasNot(Condition condition) {
        return switch (condition) {
            case All(var parts) -> parts.stream().anyMatch(SearchTerms::hasNot);
            case Any(var parts) -> parts.stream().anyMatch(SearchTerms::hasNot);
            case Not not -> true;
            case Words said -> false;
            case Term term -> false;
            case StepTerm step -> false;
            case Span span -> false;
        };
    }

    /** Whether the part with words holds of a run. */
    boolean holds(Predicate<Condition> ofRun) {
        return holds(wordy, ofRun);
    }

    private static boolean holds(Condition condition, Predicate<Condition> ofRun) {
        return switch (condition) {
            case All(var parts) -> parts.stream().allMatch(part -> holds(part, ofRun));
            case Any(var parts) -> parts.stream().anyMatch(part -> holds(part, ofRun));
            case Not(var part) -> !holds(part, ofRun);
            case Words said -> ofRun.test(said);
            case Term term -> ofRun.test(term);
            case StepTerm step -> ofRun.test(step);
            case Span span -> ofRun.test(span);
        };
    }
}
