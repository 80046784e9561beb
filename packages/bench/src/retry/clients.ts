/** All clients of the matrix, ours last. */
import type { Client } from "./client.ts"
import { anthropic } from "./clients/anthropic.ts"
import { aws } from "./clients/aws.ts"
import { azure } from "./clients/azure.ts"
import { effect } from "./clients/effect.ts"
import { genesys } from "./clients/genesys.ts"
import { gotClient } from "./clients/got.ts"
import { kyClient } from "./clients/ky.ts"
import { octokit } from "./clients/octokit.ts"
import { openai } from "./clients/openai.ts"
import { ours } from "./clients/ours.ts"
import { stripe } from "./clients/stripe.ts"
import { undici } from "./clients/undici.ts"

export const clients: ReadonlyArray<Client> = [
  gotClient,
  kyClient,
  azure,
  anthropic,
  openai,
  effect,
  undici,
  aws,
  octokit,
  stripe,
  genesys,
  ours
]
