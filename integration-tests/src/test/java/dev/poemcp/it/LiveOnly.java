package dev.poemcp.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For tests with the real poe.com and the developer's own account: only with {@code -Dlive}, never on CI. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LiveOnly.Condition.class)
public @interface LiveOnly {
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.disabled("CI has no account of poe.com, and must not use one");
            }
            return System.getProperty("live") == null
                    ? ConditionEvaluationResult.disabled("asks the real poe.com; mvn verify -Dlive runs it")
                    : ConditionEvaluationResult.enabled("requested with -Dlive");
        }
    }
}
