package dev.poemcp.poe.site.formkey;

/** Runs one untrusted script in a sandbox. */
@FunctionalInterface
interface ScriptEngine {
    /**
     * @return what the script printed
     * @throws ScriptFailedException if it failed or exceeded the limit of time or memory
     */
    String run(String script) throws ScriptFailedException;

    /** A script failed or exceeded a limit. */
    final class ScriptFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        ScriptFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
