package dev.poemcp.emulator.site;

import java.util.function.Supplier;

/**
 * A request that was read and judged.
 *
 * @param operation our name of what it asks for
 * @param root field of {@code data} that its answer has; empty where it is no query
 * @param refused whether the gate refused it, so that no fault is spent on it
 * @param execute does it and gives the answer
 */
record Call(String operation, String root, boolean refused, Supplier<Answer> execute) {
    static Call refused(String operation, Answer answer) {
        return new Call(operation, "", true, () -> answer);
    }

    static Call of(String operation, Supplier<Answer> execute) {
        return new Call(operation, "", false, execute);
    }
}
