package dev.poemcp.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For tests in a real browser. Without Chromium they are skipped with a message; on CI ({@code CI=true}) they fail. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresChromium.Condition.class)
public @interface RequiresChromium {
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Chromium.program().isPresent() || "true".equals(System.getenv("CI"))
                    ? ConditionEvaluationResult.enabled("Chromium is installed or required")
                    : ConditionEvaluationResult.disabled(
                            "Chromium is not installed, so nothing is tried in a real browser");
        }
    }
}
