/**
 * The redaction rules, to be switched, written and tried: {@link dev.runtree.ui.redact.RulesPane} stands beside a preview of
 * what would leave, and is told what they found there.
 */
@NullMarked
package dev.runtree.ui.redact;

import org.jspecify.annotations.NullMarked;
