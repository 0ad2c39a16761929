package dev.runtree.cli;

import dev.runtree.check.CaseResult;
import java.util.List;

/** Prints what becomes of cases. */
sealed interface CheckPrinter permits CheckText, CheckJson {

    /** Of one case, once it is done. */
    void tell(CaseResult result);

    /** Of all of them. */
    void sum(List<CaseResult> results);
}
