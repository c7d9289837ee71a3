package dev.poemcp.poe.site.formkey;

/** Runs one untrusted script in a room of its own. */
@FunctionalInterface
interface ScriptEngine {
    /**
     * @return what the script printed
     * @throws ScriptFailedException when it failed, or wanted too much time or memory
     */
    String run(String script) throws ScriptFailedException;

    /** Why a script brought nothing. */
    final class ScriptFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        ScriptFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
