package dev.runtree.model;

/** What is asked of a span again and again while runs are made, as bits: reading the spans of a large trace would be slow. */
@SuppressWarnings("EnumOrdinal") // the numbers are kept nowhere
final class SpanFacts {
    static final int FAILED = 1 << 4;
    /** Neither ended nor failed. */
    static final int OPEN = 1 << 5;

    static final int ENDED = 1 << 6;
    /** Used tokens, see {@link CountedUsage#hasTokens}. */
    static final int TOKENS = 1 << 7;
    /** Has a cost that the producer reported. */
    static final int REPORTED = 1 << 8;
    /** Says that it used something, and was not taken from a record. */
    static final int USED = 1 << 9;

    static final int STARTS_RUN = 1 << 10;
    static final int MODEL_CALL = 1 << 11;
    static final int VECTOR_CALL = 1 << 12;
    static final int ENDS_CALL = 1 << 13;
    static final int LLM = 1 << 14;
    static final int APPROVAL = 1 << 15;
    static final int LOOSE = 1 << 16;
    static final int TAGGED = 1 << 17;
    static final int USER = 1 << 18;
    static final int SESSION = 1 << 19;
    static final int RECORDED = 1 << 20;
    static final int ASKED = 1 << 21;
    static final int ANSWERED = 1 << 22;
    static final int MODEL = 1 << 23;

    private static final int DIALECT = 24;
    /** Dialects of a trace that are told apart; the last one stands for all further ones. */
    static final int MOST_DIALECTS = 1 << 8;

    private static final int KIND = 0xf;
    private static final SpanKind[] KINDS = SpanKind.values();
    private static final int[] OF_KIND = ofKinds();

    private SpanFacts() {}

    /** @param dialect its number in this trace, below {@link #MOST_DIALECTS} */
    static int of(Span span, int dialect) {
        var facts = OF_KIND[span.kind().ordinal()] | dialect << DIALECT;
        facts |= span.input() != null ? ASKED : 0;
        facts |= span.output() != null ? ANSWERED : 0;
        facts |= span.model() != null ? MODEL : 0;
        facts |= span.failed() ? FAILED : 0;
        facts |= RunFacts.isOpen(span) ? OPEN : 0;
        facts |= span.endNanos() != null ? ENDED : 0;
        facts |= span.tags().isEmpty() ? 0 : TAGGED;
        facts |= span.actor().userId() != null ? USER : 0;
        facts |= span.actor().sessionId() != null ? SESSION : 0;
        facts |= span.isRecorded() ? RECORDED : 0;
        if (!span.usage().isNone()) {
            facts |= CountedUsage.hasTokens(span.usage()) ? TOKENS : 0;
            facts |= CountedCost.isReported(span) ? REPORTED : 0;
            facts |= (facts & RECORDED) == 0 ? USED : 0;
        }
        return facts;
    }

    static SpanKind kind(int facts) {
        return KINDS[facts & KIND];
    }

    static int dialect(int facts) {
        return facts >>> DIALECT;
    }

    static boolean has(int facts, int any) {
        return (facts & any) != 0;
    }

    private static int[] ofKinds() {
        var all = new int[KINDS.length];
        for (var kind : KINDS) {
            all[kind.ordinal()] = kind.ordinal()
                    | (kind.startsRun() ? STARTS_RUN : 0)
                    | (CountedUsage.isModelCall(kind) ? MODEL_CALL : 0)
                    | (CountedUsage.isVectorCall(kind) ? VECTOR_CALL : 0)
                    | (CountedUsage.endsCall(kind) ? ENDS_CALL : 0)
                    | (kind == SpanKind.LLM ? LLM : 0)
                    | (kind == SpanKind.APPROVAL ? APPROVAL : 0)
                    | (RunMembership.isLoose(kind) ? LOOSE : 0);
        }
        return all;
    }
}
