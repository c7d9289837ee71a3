package dev.poemcp.server.tools.api;

/** Does the work of one tool: arguments in, result out. Throws {@code PoeException} or {@link ToolException}. */
@FunctionalInterface
public interface ToolHandler<A extends Record, R extends Record> {
    R call(A arguments, CallContext context);
}
