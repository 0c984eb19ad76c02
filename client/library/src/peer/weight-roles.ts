/** Which weights of a tfjs model gradients train, which its layers keep themselves, and which stay as they are. */

/** What of a tfjs layer tells it; a model inside a model has layers of its own. */
export interface LayerWithWeights {
  readonly trainable: boolean;
  readonly weights: readonly LayerWeight[];
  readonly trainableWeights: readonly LayerWeight[];
  readonly layers?: readonly LayerWithWeights[];
}

export interface LayerWeight {
  readonly name: string;
  read(): {
    readonly shape: readonly number[];
    readonly dtype: string;
    data(): Promise<ArrayLike<number>>;
  };
}

export type WeightRole = 'trained' | 'statistic' | 'frozen';

/** All layers that hold weights themselves, those inside others in their place. */
export function innerLayers<L extends LayerWithWeights>(of: readonly L[]): L[] {
  return of.flatMap((layer) =>
    layer.layers === undefined ? [layer] : innerLayers(layer.layers as readonly L[]),
  );
}

/** Frozen are those of a layer that is not to be trained; what a trained layer does not train itself are statistics. */
export function rolesOf(layer: LayerWithWeights): WeightRole[] {
  return layer.weights.map((weight) => {
    if (!layer.trainable) return 'frozen';
    return layer.trainableWeights.includes(weight) ? 'trained' : 'statistic';
  });
}
