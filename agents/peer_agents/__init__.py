"""Who acts: scripted agents, models through LiteLLM. Knows the engine's contracts and no scenario by name."""
